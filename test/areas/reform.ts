import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { batch, batchIssues } from '../../src/batches/batch.store.ts'
import type { TestIntake } from '../importers/intake/received.ts'
import { listRow } from '../importers/intake/staged-batch.ts'
import type { TestDatabase } from '../support/database.ts'

/** The last day before the reform, and its day. */
export const [BEFORE, DAY] = ['2025-06-30', '2025-07-01']
const BAC_GIANG = ['24', 'Tỉnh Bắc Giang'] as const
const BAC_NINH = ['27', 'Tỉnh Bắc Ninh'] as const
export const DONG_NAI = ['75', 'Tỉnh Đồng Nai'] as const
const YEN_THE = ['215', 'Huyện Yên Thế'] as const
const XUAN_LOC = ['741', 'Huyện Xuân Lộc'] as const
/** The units before the reform. */
export const LIST = [
  listRow(BAC_GIANG, YEN_THE, ['07246', 'Xã Canh Nậu']),
  listRow(BAC_GIANG, YEN_THE, ['07249', 'Xã Xuân Lương']),
  listRow(BAC_GIANG, YEN_THE, ['07282', 'Xã Đồng Kỳ']),
  listRow(BAC_NINH, ['256', 'Thành phố Bắc Ninh'], ['09181', 'Xã Khắc Niệm']),
  listRow(DONG_NAI, XUAN_LOC, ['26425', 'Thị trấn Gia Ray']),
  listRow(DONG_NAI, XUAN_LOC, ['26443', 'Xã Xuân Hòa']),
  listRow(DONG_NAI, XUAN_LOC, ['26446', 'Xã Xuân Hưng']),
  listRow(DONG_NAI, XUAN_LOC, ['26449', 'Xã Xuân Tâm']),
  listRow(DONG_NAI, ['739', 'Huyện Cẩm Mỹ'], ['26359', 'Xã Xuân Đông']),
  listRow(DONG_NAI, ['799', 'Huyện Đảo']),
]
export const HEADINGS =
  'Mã xã cũ,Tên xã cũ,Mã huyện cũ,Huyện cũ,Mã tỉnh cũ,Tỉnh cũ,Mã xã mới,Tên xã mới,Mã tỉnh mới,Tỉnh mới,Quan hệ,Dân số (người),Văn bản'
const NORTH = '24,Tỉnh Bắc Ninh'
const SOUTH = '75,Tỉnh Đồng Nai'
/** A reform of ten units with everything that the real one had. */
export const REFORM = [
  `07246,Xã Canh Nậu,215,Huyện Yên Thế,24,Tỉnh Bắc Giang,07246,Xã Xuân Lương,${NORTH},Nhập toàn bộ,,1658/NQ`,
  `07249,Xã Xuân Lương,215,Huyện Yên Thế,24,Tỉnh Bắc Giang,07246,Xã Xuân Lương,${NORTH},Nhập toàn bộ,,1658/NQ`,
  `07282,Xã Đồng Kỳ,215,Huyện Yên Thế,24,Tỉnh Bắc Giang,07282,Xã Đồng Kì,${NORTH},Giữ nguyên,,1658/NQ`,
  `09181,Xã Khắc Niệm,256,Thành phố Bắc Ninh,27,Tỉnh Bắc Ninh,09181,Phường Khắc Niệm,${NORTH},Đổi tên,,1658/NQ`,
  `26425,Thị trấn Gia Ray,741,Huyện Xuân Lộc,75,Tỉnh Đồng Nai,26425,Xã Xuân Lộc,${SOUTH},Nhập một phần diện tích và toàn bộ dân số,,1662/NQ`,
  `26425,Thị trấn Gia Ray,741,Huyện Xuân Lộc,75,Tỉnh Đồng Nai,26446,Xã Xuân Hòa,${SOUTH},Nhập một phần diện tích,,1662/NQ`,
  `26443,Xã Xuân Hòa,741,Huyện Xuân Lộc,75,Tỉnh Đồng Nai,26446,Xã Xuân Hòa,${SOUTH},Nhập toàn bộ,,1662/NQ`,
  `26446,Xã Xuân Hưng,741,Huyện Xuân Lộc,75,Tỉnh Đồng Nai,26446,Xã Xuân Hòa,${SOUTH},Nhập toàn bộ,,1662/NQ`,
  `26449,Xã Xuân Tâm,741,Huyện Xuân Lộc,75,Tỉnh Đồng Nai,26446,Xã Xuân Hòa,${SOUTH},Nhâp một phần,3.000,1662/NQ`,
  `26449,Xã Xuân Tâm,741,Huyện Xuân Lộc,75,Tỉnh Đồng Nai,26359,Xã Xuân Đông,${SOUTH},Nhập một phần,1.000,1662/NQ`,
  `26359,Xã Xuân Đông,739,Huyện Cẩm Mỹ,75,Tỉnh Đồng Nai,26359,Xã Xuân Đông,${SOUTH},Nhập toàn bộ,,1662/NQ`,
  `,,799,Huyện Đảo,75,Tỉnh Đồng Nai,26999,Đặc khu Đảo,${SOUTH},Nhập toàn bộ,,1662/NQ`,
]
export const csv = (lines: readonly string[], headings = HEADINGS): string => [headings, ...lines].join('\n')

/** Sends a table and gives its batch and issues, `SEVERITY code row`. */
export async function sentTo(db: TestDatabase, hub: TestIntake, lines: readonly string[], asOf: string | null = DAY) {
  const id = await hub.settled(csv(lines), { kind: 'AREA_CHANGES', ...(asOf === null ? {} : { asOf }) })
  const found = await batch(ADMINISTRATOR, db.em, id)
  const { rows: issues } = await batchIssues(ADMINISTRATOR, db.em, id, {})
  return {
    id,
    found,
    issues: issues.map(({ severity, code, row }) => `${severity} ${code} ${row ?? ''}`.trim()),
  }
}
