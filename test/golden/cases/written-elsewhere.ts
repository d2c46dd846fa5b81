/**
 * Workbooks that LibreOffice 7.4 wrote out of a drawn one (`soffice --headless --convert-to xls`), for no library here writes
 * fonts into an .xls or an .ods, nor hidden columns into the latter. By their names, each with the one that it was written from.
 */
export const WRITTEN_ELSEWHERE: Readonly<Record<string, string>> = {
  'card-roll/hidden-columns-of-a-workbook-of-1997.xls': 'card-roll/hidden-rows-and-hidden-columns.xlsx',
  'card-roll/hidden-columns-of-an-open-document.ods': 'card-roll/hidden-rows-and-hidden-columns.xlsx',
  'card-roll/vni-by-its-font-in-a-workbook-of-1997.xls': 'card-roll/vni-by-its-font.xlsx',
  'household-survey/tcvn3-font-for-some-rows-of-a-workbook-of-1997.xls':
    'household-survey/tcvn3-font-for-some-rows-only.xlsx',
  'household-survey/tcvn3-font-for-some-rows-of-an-open-document.ods':
    'household-survey/tcvn3-font-for-some-rows-only.xlsx',
}
