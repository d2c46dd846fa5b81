import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OUTCOME_HEADING, SOURCE_ROW_HEADING, SUMMARY_TITLE } from '../../../importers/forms/own-marks.ts'
import { annotateOwnFile } from '../../../importers/workbook/annotate-own-file.ts'
import type { Annotated, AnnotationRequest, SheetMarks } from '../../../importers/workbook/annotation.ts'
import { PROVINCE_LIMITS } from '../../../importers/workbook/limits.ts'
import { partsOfZip } from '../../support/zip-writer.ts'

/** Marks of a sheet whose heading stands in row 1; what is not said is empty. */
export function marksOf(name: string, marks: Partial<SheetMarks> = {}): SheetMarks {
  return { name, headerRows: [1], ownColumn: null, outcomes: [], rowOutcomes: new Uint8Array(), marks: [], ...marks }
}

/** What the officer's own file becomes with these marks in it; `answer` null when it was not given back. */
export async function marked(
  bytes: Buffer,
  sheets: readonly SheetMarks[],
): Promise<{ readonly answer: Annotated | null; readonly bytes: Buffer }> {
  const folder = mkdtempSync(join(tmpdir(), 'baophu-marked-'))
  try {
    const request = requestIn(folder, sheets)
    writeFileSync(request.path, bytes)
    const answer = await annotateOwnFile(request)
    return { answer, bytes: readFileSync(request.draftPath) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function requestIn(folder: string, sheets: readonly SheetMarks[]): AnnotationRequest {
  return {
    path: join(folder, 'kept'),
    fileName: 'kept.xlsx',
    draftPath: join(folder, 'draft'),
    limits: PROVINCE_LIMITS,
    wholeFile: true,
    sheets,
    summary: [
      { look: 'title', cells: [SUMMARY_TITLE.vi] },
      { look: 'plain', cells: ['=1+1', 7] },
      { look: 'plain', cells: ['Cảnh báo', 1, 'a & b', '<c>', 'Sheet1!A1'], colour: 'YELLOW' },
    ],
    words: {
      summaryName: 'Kết quả kiểm tra',
      outcomeHeading: OUTCOME_HEADING.vi,
      sourceRowHeading: SOURCE_ROW_HEADING.vi,
      outcomeWords: ['Thêm mới', 'Cập nhật', 'Không đổi', 'Bị loại'],
      extract: [],
      whole: ['Đây là tệp của anh/chị.'],
    },
  }
}

/** The parts of a workbook as texts, by their paths. */
export function textParts(bytes: Buffer): ReadonlyMap<string, string> {
  return new Map(partsOfZip(bytes).map(({ name, content }) => [name, String(content)]))
}

/** The names of the elements right under the root, in order. */
export function elementsOf(xml: string): string[] {
  const names: string[] = []
  let depth = 0
  for (const [tag, closing, name = '', , selfClosed] of xml.matchAll(
    /<(\/?)((?:\w+:)?\w+)((?:[^>"]|"[^"]*")*?)(\/?)>/g,
  )) {
    if (tag.startsWith('<?')) continue
    if (closing) depth -= 1
    else {
      if (depth === 1) names.push(name.replace(/^\w+:/, ''))
      if (!selfClosed) depth += 1
    }
  }
  return names
}
