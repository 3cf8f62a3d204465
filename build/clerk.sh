# Sourced by the try-*.sh: what a clerk does in the window, by keys and mouse, and the pictures of it.

use_demo() { # NAME X Y DATA  opens the demo township by the button at X Y of the first page, types a cell, saves a PDF, quits
    local name=$1 data=$4
    window '^网格员考核$'
    picture "$name-1-first"
    click "$2" "$3"
    window 青川镇
    press alt+3
    press Next Next Next Next Next Next Next Next Next Next Next Next Next Next ctrl+Home Right
    press 7 Return
    sleep 3
    picture "$name-2-typed"
    press alt+9
    sleep 8
    press ctrl+s
    window "另存为 PDF"
    picture "$name-3-saving"
    press Return
    until_true "the PDF" sh -c "ls '$data'/*.pdf"
    window 青川镇
    picture "$name-4-printed"
    press ctrl+q
}

last_step() { # FILE  what was done last in an office's file, and what its check finds wrong
    "$PYTHON" - "$1" <<'END'
import sys
from pathlib import Path

from gridapp.office import Office

with Office.open(Path(sys.argv[1])) as office:
    print("last step:", office.undoable(), "; found wrong:", office.check())
END
}
