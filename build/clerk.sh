# Sourced by the try-*.sh: what a clerk does in the window, by keys and mouse, and the pictures of it. A NAME is what the
# pictures' names begin with; ORIGIN_X and ORIGIN_Y are where the window's inside begins on the screen.
provide pdftotext:poppler-utils

PASSWORD="hao jiu bu jian 2026"

push_at() { click $(($1 + ORIGIN_X)) $(($2 + ORIGIN_Y)); } # X Y  within the window

use_demo() { # NAME DATA  opens the demo township from the first page, types a cell, saves a PDF into DATA, quits
    window '^网格员考核$'
    picture "$1-1-first"
    push_at 184 196
    window 青川镇
    press alt+3
    press Next Next Next Next Next Next Next Next Next Next Next Next Next Next ctrl+Home Right
    press 7 Return
    sleep 3
    picture "$1-2-typed"
    press alt+9
    sleep 8
    press ctrl+s
    window "另存为 PDF"
    picture "$1-3-saving"
    press Return
    until_true "the PDF" sh -c "ls '$2'/*.pdf"
    window 青川镇
    picture "$1-4-printed"
    press ctrl+q
}

found_office() { # NAME OFFICE SHEET FILE  an encrypted office from the first page, which will be the file OFFICE; SHEET is
    # what to call the paper key's PDF ("": as it is offered), FILE how that is named here
    window '^网格员考核$'
    xdotool type --delay 60 Xincheng
    press Return
    xdotool type --delay 60 Hongqi
    press Return
    push_at 534 589
    xdotool type --delay 60 'Wang Min'
    press Return
    xdotool type --delay 60 "$PASSWORD"
    press Tab
    xdotool type --delay 60 "$PASSWORD"
    picture "$1-1-founding"
    press Return
    until_true "the new office" sh -c "ls '${2%.gridapp}'-*.keys"
    sleep 5
    picture "$1-2-paper-key"
    push_at 529 280
    window "另存为 PDF"
    [[ -z $3 ]] || { press ctrl+a && xdotool type --delay 60 "$3"; }
    press Return
    until_true "the paper key's PDF" test -s "$4"
    window '^网格员考核$'
    push_at 659 280
    sleep 1
    xdotool type --delay 60 "$(pdftotext -layout "$4" - | grep -E '^( *[0-9A-Z]{4})+ *$' | tail -1 | awk '{ print $NF }')"
    press Return
    window '^Xincheng'
    picture "$1-3-founded"
    press ctrl+q
}

sign_in() { # NAME  the program was started again: a wrong password, then the right one
    window '^登录'
    xdotool type --delay 60 'bu ji de le'
    press Return
    sleep 8
    picture "$1-4-wrong-password"
    xdotool type --delay 60 "$PASSWORD"
    press Return
    window '^Xincheng'
    picture "$1-5-signed-in"
    press ctrl+q
}

encrypted() { # FILE  nothing in it can be read
    [[ -s $1 ]] && ! head -c 15 "$1" | grep -aq SQLite && ! grep -aq Hongqi "$1"
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
