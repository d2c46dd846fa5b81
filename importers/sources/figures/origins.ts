/** Who may state figures, as the register names them (`src/batches/figure-origin.ts`). */
export type StatedOrigin = 'STATISTICS_OFFICE' | 'SURVEY' | 'POLICE' | 'INSURANCE_OFFICE' | 'PEOPLES_COMMITTEE'

const OFFICES: readonly (readonly [RegExp, StatedOrigin])[] = [
  [/(?:cục|chi cục|phòng|ngành|tổng cục|cơ quan)\s+thống kê|niên giám thống kê/iu, 'STATISTICS_OFFICE'],
  [/công an (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn)|cơ sở dữ liệu quốc gia về dân cư/iu, 'POLICE'],
  [/(?:kết quả|phiếu|đợt)\s+(?:điều tra|khảo sát)/iu, 'SURVEY'],
  [/bảo hiểm xã hội (?:việt nam|tỉnh|thành phố|huyện|quận|thị xã|cơ sở|khu vực)|^bhxh\s/iu, 'INSURANCE_OFFICE'],
  [/(?:ủy|uỷ) ban nhân dân|^ubnd\s/iu, 'PEOPLES_COMMITTEE'],
]
const SAID = /nguồn(?:\s+số liệu)?\s*:\s*(.+)/iu

/**
 * Who states the numbers of a sheet: whom it names as its source (“Nguồn: Cục Thống kê …”), else the first office above the
 * table; null when there is none. A people's committee above another office is the body that the office belongs to, which
 * stands over the one that issues (Nghị định 30/2020/NĐ-CP, Phụ lục I).
 */
export function originOfTitles(titles: readonly string[]): StatedOrigin | null {
  const named = titles.flatMap((title) => SAID.exec(title)?.[1] ?? [])
  const [source] = named.flatMap(officesIn)
  const offices = titles.flatMap(officesIn)
  return source ?? offices.find((office) => office !== 'PEOPLES_COMMITTEE') ?? offices[0] ?? null
}

function officesIn(text: string): StatedOrigin[] {
  const found = OFFICES.find(([words]) => words.test(text.normalize('NFC').trim()))
  return found ? [found[1]] : []
}
