import { type Terms, term } from './term.ts'

/** Who may ask, and what for. */
export const KEY_TERMS: Terms = {
  ApiKey: term('khóa truy cập', 'what a program or an officer shows to be let in', 'its secret: only a digest is kept'),
  api_key: term(
    'khóa truy cập',
    'table: a key by its public part, with the digest of the whole, role, purpose and days',
  ),
  IssuedKey: term('khóa mới cấp', 'a key at the moment it is made, the only time it is told'),
  IssueKeyInput: term('cấp khóa', 'a key as an administrator wants it'),
  KeyGrant: term('phạm vi được cấp', 'an area, as it existed on a day, that a key is for', 'a bare code'),
  api_key_grant: term('phạm vi được cấp', 'table: which version of an area a key is for, from a day until a day'),
  audit_entry: term(
    'nhật ký truy cập',
    'table: who read persons, sent, wrote and undid files, issued and revoked keys',
  ),
  batch_source: term(
    'nguồn số liệu',
    'view: name, kind, area and day of a file that was written; every reader may see it',
  ),
  home_in_reach: term(
    'người từng cư trú trong phạm vi',
    'view: who has ever lived in the reader’s areas; for the guards',
  ),
  place_in_reach: term('hộ từng ở trong phạm vi', 'view: which households have ever stood there; for the guards'),
  guards: term(
    'lớp bảo vệ',
    'PostgreSQL’s own rules for which rows a reader sees, beside those of the stores',
    'limits',
  ),
  reach: term('vùng số liệu', 'a reader’s areas with those of which their figures on other borders are made', 'scope'),
  Stopped: term('đã dừng', 'why a question was given up: nobody waits for it, or its time is over'),
  Role: term('vai trò', 'what the holder of a key may do'),
  'Role.ADMINISTRATOR': term('quản trị', 'may do everything within their areas, keys included'),
  'Role.DATA_OFFICER': term('cán bộ dữ liệu', 'sends sheets and reads figures and persons'),
  'Role.ANALYST': term('phân tích viên', 'reads figures, no persons'),
  'Role.PARTNER': term('đối tác', 'reads what a segment gives it'),
}
