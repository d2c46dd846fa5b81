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
  Account: term(
    'tài khoản',
    'somebody who signs in at the office’s provider and what they may do here',
    'Person; Actor, who may also hold a key',
  ),
  account: term('tài khoản', 'table: whom the provider calls what, with role and days'),
  AccountInput: term('tài khoản', 'an account as it shall stand'),
  InviteAccountInput: term('mời người dùng', 'somebody who shall be let in when they sign in'),
  AccountGrant: term('phạm vi được giao', 'an area, as it existed on a day, that an account is for', 'a bare code'),
  account_grant: term('phạm vi được giao', 'table: which version of an area an account is for, from a day until a day'),
  subject: term('mã người dùng', 'what the provider calls somebody, and nobody else', 'an e-mail address'),
  audit_anchor: term('điểm cắt nhật ký', 'table: up to which entry the audit log was cut when it was old enough'),
  erased_number: term('dấu số đã xóa', 'table: digests of the numbers of persons whose data were erased'),
  erasure_salt: term('muối của dấu số', 'table: what those digests are salted with'),
  audit_entry: term(
    'nhật ký truy cập',
    'table: who read persons, sent, wrote and undid files, issued and revoked keys',
  ),
  Role: term('vai trò', 'what the holder of a key may do'),
  'Role.ADMINISTRATOR': term('quản trị', 'may do everything within their areas, keys included'),
  'Role.DATA_OFFICER': term('cán bộ dữ liệu', 'sends sheets and reads figures and persons'),
  'Role.ANALYST': term('phân tích viên', 'reads figures, no persons'),
  'Role.PARTNER': term('đối tác', 'reads what a segment gives it'),
}
