import type { AreaLevel } from '../../src/areas/area-level.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import fc from './fast-check.ts'

/** Two reforms: on the first districts end, on both communes merge, are renamed, are split and change their province. */
export const REFORMS: readonly [PlainDate, PlainDate] = ['2020-07-01', '2022-03-01']
export const START: PlainDate = '2019-01-01'

export interface MapArea {
  readonly code: string
  readonly level: AreaLevel
  readonly from: PlainDate | null
  until: PlainDate | null
}
export interface MapLink {
  readonly code: string
  readonly parent: string
  readonly from: PlainDate | null
  readonly until: PlainDate | null
}
export interface MapSuccession {
  readonly from: string
  readonly to: string
  readonly on: PlainDate
  readonly relation: 'WHOLE' | 'PART' | 'RENAMED' | 'LAND_ONLY'
  readonly weight: number
}

/** A country with a history. */
export interface DividedCountry {
  readonly areas: readonly MapArea[]
  readonly links: readonly MapLink[]
  readonly successions: readonly MapSuccession[]
}

/** What happens to the communes in a reform, drawn beforehand: numbers choose among whatever there is then. */
interface Fate {
  readonly kind: 'STAYS' | 'MOVES' | 'RENAMED' | 'MERGED' | 'SPLIT'
  readonly choice: number
  readonly parts: readonly number[]
  readonly hamlets: readonly number[]
}

const fate: fc.Arbitrary<Fate> = fc.record({
  kind: fc.constantFrom('STAYS', 'MOVES', 'RENAMED', 'MERGED', 'MERGED', 'SPLIT', 'SPLIT'),
  choice: fc.nat({ max: 99 }),
  parts: fc.array(fc.constantFrom(1, 1, 2, 5), { minLength: 2, maxLength: 3 }),
  hamlets: fc.array(fc.nat({ max: 3 }), { minLength: 3, maxLength: 3 }),
})

const PROVINCES = ['p1', 'p2'] as const

/** Six communes in two provinces through two reforms, some with hamlets; new communes get a hamlet now and then. */
export const dividedCountry: fc.Arbitrary<DividedCountry> = fc
  .record({
    first: fc.array(fate, { minLength: 6, maxLength: 6 }),
    second: fc.array(fate, { minLength: 16, maxLength: 16 }),
    hamlets: fc.array(fc.nat({ max: 2 }), { minLength: 6, maxLength: 6 }),
  })
  .map(({ first, second, hamlets }) => {
    const country = new Builder(hamlets)
    country.reform(REFORMS[0], first)
    country.reform(REFORMS[1], second)
    return country.done()
  })

class Builder {
  readonly areas: MapArea[] = []
  links: MapLink[] = []
  readonly successions: MapSuccession[] = []
  #made = 0

  constructor(hamlets: readonly number[]) {
    this.#add('VN', 'COUNTRY', null)
    for (const province of PROVINCES) {
      this.#add(province, 'PROVINCE', null)
      this.#link(province, 'VN', null, null)
      this.#add(`d-${province}`, 'DISTRICT', null).until = REFORMS[0]
      this.#link(`d-${province}`, province, null, REFORMS[0])
    }
    for (const [index, count] of hamlets.entries()) {
      const code = `c${index}`
      const province = PROVINCES[index % 2] ?? 'p1'
      this.#add(code, 'COMMUNE', null)
      this.#link(code, `d-${province}`, null, REFORMS[0])
      this.#link(code, province, REFORMS[0], null)
      for (let hamlet = 0; hamlet < count; hamlet += 1) this.#hamlet(code)
    }
  }

  done(): DividedCountry {
    return { areas: this.areas, links: this.links, successions: this.successions }
  }

  reform(day: PlainDate, fates: readonly Fate[]): void {
    const standing = this.areas.filter((area) => area.level === 'COMMUNE' && area.until === null)
    const fresh = [this.#commune(day, 'p1'), this.#commune(day, 'p2'), this.#commune(day, 'p1')]
    for (const [index, area] of standing.entries()) {
      const what = fates[index]
      if (what && what.kind !== 'STAYS') this.#befall(area, day, { ...what, fresh })
    }
  }

  #befall(area: MapArea, day: PlainDate, what: Fate & { readonly fresh: readonly string[] }): void {
    if (what.kind === 'MOVES') {
      this.#move(area.code, PROVINCES[what.choice % 2] ?? 'p1', day)
      return
    }
    this.#end(area, day)
    if (what.kind === 'SPLIT') this.#split(area, day, what)
    else this.#goWhole(area, day, what)
  }

  /** Its hamlets are said to lie in the new commune, or nobody has said so yet. */
  #goWhole({ code }: MapArea, day: PlainDate, what: Fate & { readonly fresh: readonly string[] }): void {
    const isRenamed = what.kind === 'RENAMED'
    const to = isRenamed ? this.#commune(day, this.#provinceOf(code)) : (what.fresh[what.choice % 3] ?? '')
    this.successions.push({ from: code, to, on: day, relation: isRenamed ? 'RENAMED' : 'WHOLE', weight: 1 })
    if (what.choice % 4 === 0) return
    for (const hamlet of this.#hamletsOf(code)) this.#move(hamlet, to, day)
  }

  /** Of some of its hamlets it is known where they went. */
  #split({ code }: MapArea, day: PlainDate, what: Fate & { readonly fresh: readonly string[] }): void {
    const goals = what.parts.map((_, part) => what.fresh[(what.choice + part) % 3] ?? '')
    const sum = what.parts.reduce((so, part) => so + part, 0)
    for (const [part, to] of goals.entries()) {
      this.successions.push({ from: code, to, on: day, relation: 'PART', weight: (what.parts[part] ?? 0) / sum })
    }
    for (const [index, hamlet] of this.#hamletsOf(code).entries()) {
      const goal = goals[what.hamlets[index] ?? goals.length]
      if (goal !== undefined) this.#move(hamlet, goal, day)
    }
  }

  #add(code: string, level: AreaLevel, from: PlainDate | null): MapArea {
    const area = { code, level, from, until: null as PlainDate | null }
    this.areas.push(area)
    return area
  }

  #link(code: string, parent: string, from: PlainDate | null, until: PlainDate | null): void {
    this.links.push({ code, parent, from, until })
  }

  #commune(day: PlainDate, province: string): string {
    this.#made += 1
    const code = `n${String(this.#made).padStart(2, '0')}`
    this.#add(code, 'COMMUNE', day)
    this.#link(code, province, day, null)
    if (this.#made % 2 === 0) this.#hamlet(code)
    return code
  }

  /** A hamlet that a survey named: it lies in its commune as long as anybody knows. */
  #hamlet(commune: string): void {
    const number = this.areas.filter(({ code }) => code.startsWith(`${commune}.`)).length + 1
    const code = `${commune}.${number}`
    this.#add(code, 'HAMLET', null)
    this.#link(code, commune, null, null)
  }

  #hamletsOf(commune: string): string[] {
    return this.links.filter((link) => link.parent === commune && link.until === null).map((link) => link.code)
  }

  #provinceOf(code: string): string {
    return this.links.findLast((link) => link.code === code && link.parent.startsWith('p'))?.parent ?? 'p1'
  }

  #end(area: MapArea, day: PlainDate): void {
    area.until = day
    this.links = this.links
      .filter((link) => link.code !== area.code || link.from === null || link.from < day)
      .map((link) => (link.code === area.code && link.until === null ? { ...link, until: day } : link))
  }

  #move(code: string, to: string, day: PlainDate): void {
    this.links = this.links
      .filter((link) => link.code !== code || link.from === null || link.from < day)
      .map((link) => (link.code === code && (link.until === null || link.until > day) ? { ...link, until: day } : link))
    this.#link(code, to, day, null)
  }
}
