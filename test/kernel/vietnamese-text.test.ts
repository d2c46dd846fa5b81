import { describe, expect, test } from 'vitest'
import { clean, matchKey, plainKey } from '../../src/kernel/vietnamese-text.ts'
import fc from '../support/fast-check.ts'

const VOWELS = 'aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ'
const letters = fc.constantFrom(...`${VOWELS}bcdđghklmnpqrstvxBĐQ '-.’\u00a0`)
const vietnamese = fc.array(letters, { maxLength: 24 }).map((parts) => parts.join(''))

describe('two spellings of one name have one key', () => {
  test.each([
    ['Xuân Hòa', 'Xuân Hoà'],
    ['Đồng Kì', 'ĐỒNG KỲ'],
    ['Thủy Nguyên', 'Thuỷ Nguyên'],
    ['Phú Quý', 'Phú Quí'],
    ['Phú Quý', 'Phú Qúy'],
    ['Lý Mỹ', 'Lí Mĩ'],
    ['khỏe', 'khoẻ'],
    ['Quỳnh', 'Quình'],
    ['H’Mông', "H'Mông"],
    ['Nguyễn  Văn\u00a0A ', 'nguyễn văn a'],
    ['Cò\nNòi', 'Cò Nòi'],
    ['Yên Thế'.normalize('NFD'), 'Yên Thế'],
    ['Xã Xuân Hưng\u200b', 'xã xuân hưng'],
  ])('%s = %s', (one, other) => {
    expect(matchKey(one)).toBe(matchKey(other))
  })
})

describe('different names keep different keys', () => {
  test.each([
    ['Sa Pa', 'Sa Pả'],
    ['Lộc Thành', 'Lộc Thạnh'],
    ['Thúy', 'Thúi'],
    ['Mùa', 'Muà'],
    ['Hai', 'Hay'],
    ['Đức', 'Dức'],
    ['Y Bun', 'I Bun'],
  ])('%s ≠ %s', (one, other) => {
    expect(matchKey(one)).not.toBe(matchKey(other))
  })
})

test('the plain key has neither accents nor đ, and meets typing without accents', () => {
  expect(plainKey('Thị trấn Đồng Kỳ')).toBe('thi tran dong ki')
  expect(plainKey('Thị trấn Đồng Kỳ')).toBe(plainKey('thi tran dong ky'))
  expect(plainKey('Sa Pa')).toBe(plainKey('Sa Pả'))
})

test('clean drops what nobody typed, controls that the database refuses among them', () => {
  expect(clean('Nguyễn\u0000 Văn\u202e\u200b \ufeffA\u0085')).toBe('Nguyễn Văn A')
  expect(clean('half a pair \ud83d')).toBe('half a pair \ufffd')
})

test('clean keeps spelling, capitals and the soft hyphen that is a letter in old fonts', () => {
  expect(clean('  Xã  Cò\r\nNòi ')).toBe('Xã Cò Nòi')
  expect(clean('X· Xu©n H\u00adng')).toBe('X· Xu©n H\u00adng')
})

test.each([
  ['clean', clean],
  ['matchKey', matchKey],
  ['plainKey', plainKey],
] as const)('%s done twice changes nothing more', (_name, fold) => {
  fc.assert(fc.property(fc.oneof(vietnamese, fc.string({ unit: 'binary' })), (text) => fold(fold(text)) === fold(text)))
})

test('keys do not depend on how letters are composed or on capitals', () => {
  fc.assert(fc.property(vietnamese, (text) => matchKey(text.normalize('NFD')) === matchKey(text)))
  fc.assert(fc.property(vietnamese, (text) => matchKey(text.toUpperCase()) === matchKey(text)))
})

test('wherever the tone of oa, oe or uy stands, the key is the same', () => {
  const pairs = fc.constantFrom(['òa', 'oà'], ['ỏe', 'oẻ'], ['úy', 'uý'], ['ũy', 'uỹ'], ['ọa', 'oạ'])
  const around = fc.constantFrom('', 'h', 'th', 'kh', 'Xuân H', 'Vĩnh T')
  fc.assert(
    fc.property(around, pairs, (start, [old, young]) => matchKey(`${start}${old}`) === matchKey(`${start}${young}`)),
  )
})
