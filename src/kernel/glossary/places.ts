import { type Terms, term } from './term.ts'

/** Places and the days on which they exist. */
export const PLACE_TERMS: Terms = {
  Area: term(
    'địa bàn',
    'a place that data is counted for, from a day until a day',
    'a unit with a state code: hamlets have none',
  ),
  area: term('địa bàn', 'table: one version of a place, with its code, name and days'),
  area_parent: term('trực thuộc', 'table: which place lies directly in which, from a day until a day'),
  area_ancestor: term('thuộc', 'table, derived: which place lies in which at any remove, itself included'),
  area_succession: term(
    'sáp nhập, chia tách',
    'table: which place continues which, from which day, and how much of it',
  ),
  area_boundary: term('ranh giới', 'table: what a version of a place covers, for drawing it on a map'),
  boundary: term('ranh giới', 'what a place covers: the line around it', 'borders, the map of a day'),
  AreaLevel: term('cấp', 'how high a place stands; there are two tiers of units since 1/7/2025, three before'),
  'AreaLevel.COUNTRY': term('cả nước', 'Việt Nam, code VN'),
  'AreaLevel.PROVINCE': term('tỉnh, thành phố trực thuộc trung ương', 'the first tier'),
  'AreaLevel.DISTRICT': term('huyện, quận, thị xã, thành phố thuộc tỉnh', 'the tier that ended on 30/6/2025'),
  'AreaLevel.COMMUNE': term('xã, phường, thị trấn, đặc khu', 'the lowest tier with a state code'),
  'AreaLevel.HAMLET': term('thôn, ấp, bản, khu phố, tổ dân phố', 'a part of a commune, without a state code'),
  'AreaLevel.RESIDENT_GROUP': term('tổ nhân dân', 'a part of a hamlet: some forty households'),
  AreaSuccession: term('sáp nhập, chia tách', 'one place continues another from a day', 'rename'),
  SuccessionRelation: term('quan hệ kế thừa', 'how much of a place goes over to the one that continues it'),
  'SuccessionRelation.WHOLE': term('nhập toàn bộ', 'all of its land and people'),
  'SuccessionRelation.PART': term('nhập một phần', 'some of its land and people'),
  'SuccessionRelation.LAND_ONLY': term('nhập một phần diện tích', 'land on which nobody lives'),
  'SuccessionRelation.RENAMED': term('đổi tên', 'the same place under another name, code or kind'),
  WeightBasis: term('căn cứ tính tỷ trọng', 'what the share of a part of a divided place is made of'),
  'WeightBasis.POPULATION': term('theo dân số', 'the people of the part, as the document states them'),
  'WeightBasis.REGISTERED': term(
    'theo số người đã đăng ký',
    'the people registered in the hamlets that the document names',
  ),
  'WeightBasis.AREA': term('theo diện tích', 'the square kilometres of the part'),
  'WeightBasis.EQUAL': term('chia đều', 'nothing is known: all parts weigh the same'),
  area_map_day: term('ngày đổi địa giới', 'table, derived: the days on which any place began to lie elsewhere'),
  borders: term('địa giới tại ngày', 'the day whose map an answer is given on', 'asOf, the day that is counted'),
  AreaScope: term('phạm vi địa bàn', 'the part of the country an actor may see'),
  Actor: term('tài khoản', 'who is asking: an account with a role and a scope', 'a person in the data'),
}
