import type { SourceKind } from '../../../src/batches/source-kind.ts'
import { decodeNodeId } from '../../../src/kernel/node-id.ts'

/** The register's key of the batch that an answer names. */
export const batchKey = (id: string): number => Number(decodeNodeId(id)?.key)

/** A sheet of figures that states the people of one commune. */
export const figures = (code: string, population: number) => ['Mã xã,Tên xã,Dân số', `${code},Xã,${population}`]

/** What a file of each kind could claim of commune 07301, by code and by name, beside a row of the sender's 07300. */
export const CLAIMING_FILES: Readonly<Record<SourceKind, readonly string[]>> = {
  AREAS: [
    'Tỉnh Thành Phố,Mã TP,Quận Huyện,Mã QH,Phường Xã,Mã PX',
    'Tỉnh Bắc Giang,24,Huyện Yên Thế,215,Xã Của Tôi,07301',
    'Tỉnh Bịa,96,Huyện Bịa,998,Xã Bịa,26998',
  ],
  AREA_CHANGES: [
    'Mã xã cũ,Tên xã cũ,Huyện cũ,Tỉnh cũ,Mã xã mới,Tên xã mới,Mã tỉnh mới,Tên tỉnh mới',
    '07300,Xã 0,Huyện Yên Thế,Tỉnh Bắc Giang,07301,Xã 1,24,Tỉnh Bắc Giang',
  ],
  CARD_ROLL: [
    'STT,Họ và tên,Ngày sinh,Giới tính,Mã xã,Phường Xã,Số thẻ,Từ ngày,Đến ngày',
    '1,Người Xã Mình,05/06/1980,Nam,07300,,GD4249900000091,01/01/2010,31/12/2017',
    '2,Người Xã Bạn,05/06/1981,Nam,07301,,GD4249900000092,01/01/2010,31/12/2017',
    '3,Người Xã Bạn Hai,05/06/1982,Nam,,Xã 1,GD4249900000093,01/01/2010,31/12/2017',
  ],
  CARD_CHANGES: [
    'Mẫu D03-TS,,,,,,,,,',
    'STT,Họ và tên,Mã số BHXH,Ngày sinh,Giới tính,PA,Mã xã,Mã đối tượng,Từ ngày,Đến ngày',
    '1,Người Xã Mình,9924000091,05/06/1980,Nam,TM,07300,GD,01/01/2010,31/12/2017',
    '2,Người Xã Bạn,9924000092,05/06/1981,Nam,TM,07301,GD,01/01/2010,31/12/2017',
  ],
  HOUSEHOLD_SURVEY: [
    'STT,Mã hộ,Họ tên chủ hộ,Họ tên thành viên,Quan hệ với chủ hộ,Ngày sinh,Giới tính,Mã xã,Thôn/Ấp,Phân loại hộ',
    '1,H91,Người Xã Mình,Người Xã Mình,Chủ hộ,05/06/1980,Nam,07300,Thôn Mới,Hộ nghèo',
    '2,H92,Người Xã Bạn,Người Xã Bạn,Chủ hộ,05/06/1981,Nam,07301,Thôn Lạ,Hộ nghèo',
  ],
  FIGURES: ['Mã xã,Tên xã,Dân số', '07300,Xã 0,4321', '07301,Xã 1,1234', ',Xã 1,1235'],
  TARGETS: ['Mã xã,Tên xã,Chỉ tiêu bao phủ', '07300,Xã 0,71%', '07301,Xã 1,72%'],
}
