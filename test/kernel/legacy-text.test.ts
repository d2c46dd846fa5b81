import { describe, expect, test } from 'vitest'
import {
  certainEncoding,
  decodeLegacy,
  isSuspectText,
  readLegacy,
  wordWithoutLetterU,
} from '../../src/kernel/legacy-text.ts'
import { isVietnameseSyllable, lacksLetterU } from '../../src/kernel/vietnamese-syllable.ts'
import fc from '../support/fast-check.ts'
import { asTcvn3, asVni, syllable } from '../support/old-font-text.ts'

const words = fc.tuple(fc.nat(500), fc.nat(500), fc.nat(5)).map(([onset, rhyme, tone]) => syllable(onset, rhyme, tone))
const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const names = fc.array(words, { minLength: 1, maxLength: 5 })

function certain(text: string): string | null {
  const reading = readLegacy(text)
  return reading === null ? null : certainEncoding(reading)
}

describe('samples of real files', () => {
  test.each([
    ['NguyÔn V¨n A', 'tcvn3', 'Nguyễn Văn A'],
    ['TrÇn ThÞ Hång', 'tcvn3', 'Trần Thị Hồng'],
    ['X· Xu©n H\u00adng', 'tcvn3', 'Xã Xuân Hưng'],
    ['NGUYÔN V¡N B¶O', 'tcvn3', 'NGUYỄN VĂN BẢO'],
    ['Hä vµ tªn', 'tcvn3', 'Họ và tên'],
    ['Toµn Gia HiÖp Phíc', 'tcvn3', 'Toàn Gia Hiệp Phớc'],
    ['Nguyeãn Vaên Thöû', 'vni', 'Nguyễn Văn Thử'],
    ['Nguyeãn Thò Minh Khai', 'vni', 'Nguyễn Thị Minh Khai'],
    ['COÄNG HOØA XAÕ HOÄI', 'vni', 'CỘNG HÒA XÃ HỘI'],
    ['Xaõ Höng Phöôùc', 'vni', 'Xã Hưng Phước'],
  ] as const)('%s is %s', (text, encoding, meant) => {
    expect(certain(text)).toBe(encoding)
    expect(isSuspectText(text)).toBe(true)
    expect(decodeLegacy(text, encoding)).toBe(meant)
  })

  test('what is too short or too odd to be sure is not sure', () => {
    const unsure = ['§ång Nai', 'Hµ', 'X·', 'N÷', 'Lång', 'Möng', 'Bé', 'Hoàng', 'Êp 3']
    expect(unsure.map(certain)).toEqual(unsure.map(() => null))
  })
})

describe('text of other peoples, other languages, signs and codes is never surely of an old font', () => {
  test.each([
    ...['Y Ñan Niê', 'H’ Bêt Êban', 'Siu H’Bêt', 'Y Rôt', 'K’ Brông', 'Krông Nô', 'Đắk Lắk', 'Cil Ha Mêt', 'Kpă Tôt'],
    ...['José Muñoz', 'Citroën', 'John Müller', 'Göteborg', 'Château d’If', 'São Paulo', 'Noël', 'Saúl', 'Haïti'],
    ...['25 m²', '10 µm', '5×7', '20 °C', 'Ấp 1 · Tổ 2', '«Xã»', '§ 3', '½ ha', '£5', 'A · B', '', 'GD4750012345678'],
  ])('%s', (text) => {
    expect(certain(text)).toBeNull()
  })
})

describe('decoding gives back what was written', () => {
  test('VNI, whatever the capitals', () => {
    fc.assert(
      fc.property(
        names,
        fc.constantFrom(
          title,
          (word: string) => word,
          (word: string) => word.toUpperCase(),
        ),
        (parts, cased) => {
          const text = parts.map(cased).join(' ')
          expect(decodeLegacy(asVni(text), 'vni')).toBe(text)
        },
      ),
    )
  })

  test('TCVN3 in small letters', () => {
    fc.assert(
      fc.property(names, (parts) => {
        const text = parts.join(' ')
        expect(decodeLegacy(asTcvn3(text), 'tcvn3')).toBe(text)
      }),
    )
  })

  test('TCVN3 with capitals, but for toned capitals, which its fonts did not have', () => {
    fc.assert(
      fc.property(names, fc.boolean(), (parts, isAllCapitals) => {
        const text = ['Nguyễn', ...parts.map(title)].join(' ')
        const written = isAllCapitals ? text.toUpperCase() : text
        const read = decodeLegacy(asTcvn3(written), 'tcvn3')
        if (isAllCapitals) expect(read).toBe(written)
        else expect(read.toLowerCase()).toBe(written.toLowerCase())
      }),
    )
  })

  test('a name of the old font is told from Unicode, or not sure, and never taken for the other font', () => {
    fc.assert(
      fc.property(names, (parts) => {
        const text = ['Nguyễn', 'Thị', ...parts.map(title)].join(' ')
        expect(certain(asTcvn3(text))).toBe('tcvn3')
        expect(certain(asVni(text))).toBe('vni')
      }),
    )
  })
})

describe('what is no old font is left alone', () => {
  test('Unicode Vietnamese', () => {
    fc.assert(
      fc.property(
        names,
        fc.constantFrom(title, (word: string) => word.toUpperCase()),
        (parts, cased) => {
          const text = parts.map(cased).join(' ')
          expect(certain(text)).toBeNull()
          expect(isSuspectText(text)).toBe(false)
        },
      ),
    )
  })

  test('ASCII of any kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(isSuspectText(text)).toBe(false)
        expect(readLegacy(text)).toBeNull()
      }),
    )
  })
})

describe('syllables', () => {
  test('every syllable that the generator makes of common parts is one', () => {
    fc.assert(
      fc.property(words, (word) => {
        expect([word, isVietnameseSyllable(word)]).toEqual([word, true])
      }),
    )
  })

  test.each(['Bêt', 'Nguyễnn', 'John', 'NguyễN', 'hôồng', 'Hng', 'Phớc', 'ñan'])('%s is none', (word) => {
    expect(isVietnameseSyllable(word)).toBe(false)
  })

  test('a lost ư is seen where no such syllable exists', () => {
    expect(['Phớc', 'Trờng', 'Hng', 'Th', 'Lợng'].map(lacksLetterU)).toEqual([true, true, true, true, true])
    expect(['Phước', 'Hưng', 'T', 'TH', 'Hùng', 'Kr'].map(lacksLetterU)).toEqual(Array(6).fill(false))
    expect(wordWithoutLetterU('Hiệp Phớc')).toBe('Phớc')
    expect(wordWithoutLetterU('Nguyễn Văn T')).toBeNull()
  })
})
