import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attack, pinned } from './attack.ts'
import { BY_BOTH, BY_CLASS, BY_SEX, countries, EVERYBODY, everythingTold } from './told-country.ts'

const RUNS = Number(process.env.BAOPHU_ATTACK_RUNS ?? 300)
const sets = [[EVERYBODY], [EVERYBODY, BY_SEX], [EVERYBODY, BY_CLASS, BY_SEX, BY_BOTH]]
test('measure', () => {
  for (const kinds of sets) {
    let [hidden, found, guessed, bad, exact] = [0, 0, 0, 0, 0]
    for (const provinces of fc.sample(countries, { numRuns: RUNS, seed: 7 })) {
      const { rows, sums } = everythingTold(provinces, kinds)
      const all = attack(rows, sums)
      const p = pinned(all)
      hidden += all.length
      found += p.length
      exact += p.filter((f) => f.least >= f.most).length
      guessed += pinned(attack(rows, sums, true)).length
      if (p.length > 0) {
        bad += 1
        if (bad < 3) console.log(JSON.stringify(provinces), JSON.stringify(p))
      }
    }
    console.log(JSON.stringify({ hidden, found, exact, guessed, bad }))
  }
})
