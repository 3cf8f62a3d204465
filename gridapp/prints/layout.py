"""Filling pages: the blocks of a document one below the other, tables from page to page."""

from itertools import count, takewhile

from gridapp.prints.blocks import Block, Document, NewPage, Table
from gridapp.prints.page import MM, Page, draw_foot, draw_head, draw_running_head
from gridapp.prints.strips import Strip, strips
from gridapp.prints.table import Band, Grid, fitting, group_end, piece

_ABOVE, _BELOW = 1.5 * MM, 2 * MM  # the gaps around a table


def lay_out(document: Document) -> list[Page]:
    """The pages of a document, complete. Raises MissingGlyphs."""
    flow = _Flow(document)
    for place, block in enumerate(document.blocks):
        if isinstance(block, Table):
            _TableFlow(flow, block, flow.tail(document.blocks[place + 1 :])).run()
        elif isinstance(block, NewPage):
            flow.turn()
        else:
            for strip in flow.strips(block):
                flow.put(strip)
    for number, page in enumerate(flow.pages, 1):
        draw_foot(page, document, number, len(flow.pages))
    return flow.pages


class _Flow:
    """The page that is being filled, and how far (`y`)."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.page = Page(document.paper)
        self.pages = [self.page]
        self.y = draw_head(self.page, document)

    @property
    def room(self) -> float:
        return self.page.bottom - self.y

    def turn(self) -> None:
        self.page = Page(self.document.paper)
        self.pages.append(self.page)
        self.y = draw_running_head(self.page, self.document)

    def strips(self, block: Block) -> list[Strip]:
        assert not isinstance(block, Table | NewPage)
        return strips(block, self.page.left, self.page.right)

    def put(self, strip: Strip) -> None:
        if strip.height > self.room:
            self.turn()
        strip.draw(self.page, self.y)
        self.y += strip.height

    def tail(self, blocks: tuple[Block, ...]) -> float:
        """The height of what ends the page below a table, 0 if another table comes first."""
        blocks = tuple(takewhile(lambda block: not isinstance(block, NewPage), blocks))
        if any(isinstance(block, Table) for block in blocks):
            return 0
        return _BELOW + sum(strip.height for block in blocks for strip in self.strips(block))


class _TableFlow:
    """A table on its way over the pages.

    Bands are gathered until the page is full and drawn then, so that a header under which no row fits is
    never drawn.
    """

    def __init__(self, flow: _Flow, table: Table, tail: float) -> None:
        self.flow = flow
        self.table = table
        self.grid = Grid(table, flow.page.left, flow.page.right)
        self.head = self.grid.head()
        self.totals = self.grid.measure(table.totals)
        whole = flow.page.bottom - flow.page.top
        self.short = whole / 3  # rows that belong together are only parted if they are taller
        self.first = 0  # the first row of the page
        self.reserve = self._subtotal(len(table.rows)).height
        closing = self.reserve + self.totals.height
        self.closing = closing + tail if closing + tail < whole / 2 else closing
        self.fresh = False  # whether the page begins with this table
        flow.y += _ABOVE
        self._open()

    def run(self) -> None:
        start = 0
        while start < len(self.table.rows):
            start = self._place(start)
        self._fill()
        self._put(self._subtotal(start))
        if self.totals.height > self.flow.room:
            self._draw()
            self._turn()
        self._put(self.totals)
        self._draw()
        self.flow.y += _BELOW

    def _fill(self) -> None:
        """Puts as many fillers as the page has room for above what ends the document."""
        if not self.table.filler:
            return
        for number in count(len(self.table.rows)):
            band = self.grid.measure((self.table.filler(number),))
            if band.height > self.flow.room - self.closing:
                return
            self._put(band)

    def _place(self, start: int) -> int:
        """Puts the group of rows that begins with `start`, or what fits of it. Returns the row to go on with."""
        rows = self.table.rows
        stop = group_end(rows, start)
        ends = stop == len(rows)
        band = self.grid.measure(piece(rows, start, stop))
        if band.height <= self.flow.room - (self.closing if ends else self.reserve):
            self._put(band)
            return stop
        alone = self.fresh and len(self.bands) == 1  # turning the page would give no more room
        some = 0
        if alone or band.height > self.short:
            some = fitting(self.grid, rows, start, stop - ends, self.flow.room - self.reserve)
        if not some and (alone or self._too_tall(start)):
            self._place_tall(start)
            return start + 1
        if some:
            self._put(self.grid.measure(piece(rows, start, start + some)))
        self._end_page(start + some)
        return start + some

    def _too_tall(self, row: int) -> bool:
        """Whether a row is taller than a page, and there is room here worth beginning it in."""
        page = self.flow.page
        most = page.bottom - page.top - self.head.height - self.reserve
        height = self.grid.measure(piece(self.table.rows, row, row + 1)).height
        return height > most and self.flow.room - self.reserve > self.short

    def _place_tall(self, row: int) -> None:
        """Puts what fits of a row, and the rest on the next pages."""
        band = self.grid.measure(piece(self.table.rows, row, row + 1))
        while band.height > self.flow.room - self.reserve:
            part, band = self.grid.split(band, self.flow.room - self.reserve)
            self._put(part)
            self._end_page(row + 1)
        self._put(band)

    def _subtotal(self, stop: int) -> Band:
        """The row that ends the page if it holds the rows up to `stop`."""
        subtotal = self.table.subtotal
        return self.grid.measure((subtotal(range(self.first, stop)),) if subtotal else ())

    def _end_page(self, stop: int) -> None:
        if len(self.bands) > 1:
            self._put(self._subtotal(stop))
            self._draw()
        self.first = stop
        self._turn()

    def _turn(self) -> None:
        self.flow.turn()
        self.fresh = True
        self._open()

    def _open(self) -> None:
        self.top = self.flow.y
        self.bands: list[Band] = []
        self._put(self.head)

    def _put(self, band: Band) -> None:
        if band.rows:
            self.bands.append(band)
            self.flow.y += band.height

    def _draw(self) -> None:
        y = self.top
        for band in self.bands:
            self.grid.draw_texts(self.flow.page, band, y)
            y += band.height
        self.grid.draw_rules(self.flow.page, self.bands, self.top)
