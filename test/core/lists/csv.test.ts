import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BYTE_ORDER_MARK, csvLine, parseCsv } from '../../../server/core/lists/csv.ts';

describe('CSV', () => {
  const read = (text: string): string => JSON.stringify(parseCsv(text));

  it('writes what a spreadsheet would calculate behind an apostrophe', () => {
    for (const first of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', "'="]) {
      assert.equal(csvLine([`${first}1+1`]), `"'${first}1+1"\r\n`, JSON.stringify(first));
    }
    assert.equal(csvLine(["'", '1-1', "O'Neill", 'a"b', '']), `"'","1-1","O'Neill","a""b",""\r\n`);
  });

  it('reads back what it wrote, whatever that is', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom("'", '=', '-', '＠', '"', ',', '\r', '\n', 'a') }),
    );
    const row = fc.array(cell, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), rows => {
        const parsed = parseCsv(BYTE_ORDER_MARK + rows.map(csvLine).join(''));
        assert.ok('rows' in parsed);
        assert.equal(JSON.stringify(parsed.rows.map(it => it.cells)), JSON.stringify(rows));
      }),
      { seed: 20261122 },
    );
  });

  it('reads what others write: no quotes, any line end, an empty last cell, no last line end', () => {
    const both = '{"rows":[{"line":1,"cells":["a","b"]},{"line":2,"cells":["c",""]}]}';
    for (const text of ['a,b\nc,', 'a,b\r\nc,\r\n', 'a,b\rc,\r', '\uFEFFa,"b"\n"c",""\n'])
      assert.equal(read(text), both);
    assert.equal(read(''), '{"rows":[]}');
    assert.equal(read('\n\r\n\n'), '{"rows":[]}');
  });

  it('says at which line each row begins, also behind empty ones and ones of several lines', () => {
    assert.equal(read('"a\nb",1\n\nc,2\n'), '{"rows":[{"line":1,"cells":["a\\nb","1"]},{"line":4,"cells":["c","2"]}]}');
  });

  it('says where a quote is open or stands in the middle', () => {
    for (const text of ['a,b\n"c', 'a,b\nc"d', 'a,b\n"c"d,e']) assert.equal(read(text), '{"brokenAt":2}');
  });
});
