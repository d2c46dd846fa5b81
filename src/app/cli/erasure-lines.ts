import type { Call, Told } from './terminal.ts'

/** What an erasure took away, as a terminal tells it. */
export interface ErasureTold {
  readonly wasNamed: boolean
  readonly birthDayKept: boolean
  readonly files: number
  readonly waiting: readonly (string | number)[]
}

/** The lines of an erasure of `whom`. */
export function erasureLines(
  { language }: Call,
  whom: string,
  { wasNamed, birthDayKept, files, waiting }: ErasureTold,
): readonly string[] {
  return [
    wasNamed ? `${ERASED[language]}: ${whom}` : ALREADY[language],
    ...(birthDayKept ? [BIRTH_KEPT[language]] : []),
    ...(files > 0 ? [`${FILES[language]}: ${files}`] : []),
    ...(waiting.length > 0 ? [`${WAITING[language]}: ${waiting.join(', ')}`] : []),
  ]
}

const ERASED: Told = { vi: 'Đã xóa dữ liệu của', en: 'Erased' }
const ALREADY: Told = {
  vi: 'Dữ liệu của người này đã được xóa từ trước.',
  en: 'This person’s data were erased before.',
}
const BIRTH_KEPT: Told = {
  vi: 'Ngày sinh được giữ vì một số liệu theo nhóm tuổi dựa vào đó.',
  en: 'The birth day stays: a figure by age rests on it.',
}
const FILES: Told = { vi: 'Tệp đã gỡ khỏi máy chủ', en: 'Files removed from the hub' }
const WAITING: Told = {
  vi: 'Lượt nhập chưa ghi còn nêu người này; hãy ghi nhận hoặc bỏ',
  en: 'Batches not yet written name the person; commit or discard them',
}
