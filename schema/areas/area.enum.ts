import type { Succession } from '../../src/areas/area.store.ts'
import type { AreaLevel } from '../../src/areas/area-level.ts'
import type { MapScale } from '../../src/areas/boundary.ts'
import { describedEnum } from '../described-enum.ts'

export const AreaLevelEnum = describedEnum<AreaLevel>(
  'AreaLevel',
  'The rungs of the administrative ladder, from the country down.',
  {
    COUNTRY: 'The country: code VN.',
    PROVINCE: 'Tỉnh, thành phố trực thuộc trung ương.',
    DISTRICT: 'Quận, huyện, thị xã, thành phố thuộc tỉnh; none since 1 July 2025.',
    COMMUNE: 'Xã, phường, thị trấn, đặc khu.',
    HAMLET: 'Thôn, ấp, bản, khu phố, tổ dân phố: counted in, but no administrative unit.',
    RESIDENT_GROUP: 'Tổ nhân dân within a hamlet.',
  },
)

export type WeightBasis = NonNullable<Succession['weightBasis']>

export const WeightBasisEnum = describedEnum<WeightBasis>(
  'WeightBasis',
  'What the weight of a part of a divided area is made of, the best that is known of all its parts.',
  {
    POPULATION: 'The people of the part, as the document states them.',
    REGISTERED: 'The people who were registered, on the day before, in the hamlets that the document names.',
    AREA: 'The square kilometres of the part, as the document states them.',
    EQUAL: 'Nothing is known of the parts: they weigh the same.',
  },
)

export type SuccessionRelation = Succession['relation']

export const SuccessionRelationEnum = describedEnum<SuccessionRelation>(
  'SuccessionRelation',
  'How one area continues another.',
  {
    WHOLE: 'The whole area went into the other.',
    PART: 'A part of its people went into the other; `weight` says how large a part.',
    LAND_ONLY: 'Land without residents went into the other.',
    RENAMED: 'The same place under a new name or code.',
  },
)

export const MapScaleEnum = describedEnum<MapScale>('MapScale', 'What a boundary is drawn on, and so how finely.', {
  COUNTRY: 'A map of the whole country: to about 1.1 km, half a kilobyte a commune.',
  PROVINCE: 'A map of a province: to about 220 m, some three kilobytes a commune.',
  DISTRICT: 'A map of a few communes: to about 55 m, some twelve kilobytes each.',
})
