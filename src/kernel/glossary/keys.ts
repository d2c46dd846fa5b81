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
  Me: term('người đang hỏi', 'who is asking, with what they may do'),
  Permission: term('quyền', 'what somebody may ask or do, within their areas'),
  'Permission.READ_FIGURES': term('xem số liệu', 'areas, counts, rates, targets and where they come from'),
  'Permission.READ_PERSONS': term('xem người', 'households, persons and cards'),
  'Permission.IMPORT': term('nhập tệp', 'sending files, and what a file’s report shows'),
  'Permission.PLAN': term('lập đợt', 'making and changing campaigns and survey rounds'),
  'Permission.DECLARE': term('quy định số liệu', 'rules that change what everybody’s figures say'),
  'Permission.MANAGE_KEYS': term('cấp khóa', 'issuing, listing and revoking keys'),
  'Permission.READ_AUDIT': term('xem nhật ký', 'the audit log, which tells of every area'),
  AuditEntry: term('dòng nhật ký', 'what somebody did, with ids and counts and without names'),
  Role: term('vai trò', 'what the holder of a key may do'),
  'Role.ADMINISTRATOR': term('quản trị', 'may do everything within their areas, keys included'),
  'Role.DATA_OFFICER': term('cán bộ dữ liệu', 'sends sheets and reads figures and persons'),
  'Role.ANALYST': term('phân tích viên', 'reads figures, no persons'),
  'Role.PARTNER': term('đối tác', 'reads what a segment gives it'),
}
