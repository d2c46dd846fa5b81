import type { AreaLevel } from '../../src/areas/area-level.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { DividedCountry, MapArea, MapSuccession } from './divided-country.ts'

export interface Settler {
  readonly homes: readonly { readonly place: string; readonly from: PlainDate; readonly until: PlainDate | null }[]
  readonly cards: readonly { readonly from: PlainDate; readonly until: PlainDate | null }[]
}

/** Where a place lies: in a commune, or divided over several ways at the area `at`. What came out of nothing is a leaf in no unit. */
type Whereabouts =
  | { readonly leaf: string }
  | { readonly at: string; readonly isBack: boolean; readonly ways: readonly Way[] }
interface Way {
  readonly weight: number
  readonly to: Whereabouts
}

interface Interval {
  readonly from: PlainDate | null
  readonly until: PlainDate | null
}

const holds = ({ from, until }: Interval, day: PlainDate) =>
  (from === null || from <= day) && (until === null || day < until)

/** `isBack`: days of later maps are counted, so that younger areas must find their way back. */
interface OnBorders {
  readonly borders: PlainDate
  readonly isBack: boolean
}

export interface Count {
  population: number
  covered: number
  estimated: number
}

/**
 * What coverage on other borders means, written down over plain lists once more: everybody is looked at by themselves, walks
 * from their place to the borders step by step, and the undecided are dealt out one after another. Nothing of the hub's code.
 */
export class DividedCount {
  readonly #country: DividedCountry
  readonly #areas: ReadonlyMap<string, MapArea>
  readonly #settlers: readonly Settler[]

  constructor(country: DividedCountry, settlers: readonly Settler[]) {
    this.#country = country
    this.#areas = new Map(country.areas.map((area) => [area.code, area]))
    this.#settlers = settlers
  }

  standing(level: AreaLevel, day: PlainDate): string[] {
    return this.#country.areas.filter((area) => area.level === level && holds(area, day)).map(({ code }) => code)
  }

  /** Counts of every commune, district and province of the borders, and of the country. */
  count(asOf: PlainDate, borders: PlainDate): Map<string, Count> {
    const counts = new Map<string, Count>()
    const isBack = this.#map(asOf) > this.#map(borders)
    const undecided = new Map<string, { readonly where: Whereabouts; covered: number; all: number }>()
    for (const settler of this.#settlers) {
      const home = settler.homes.find((candidate) => holds(candidate, asOf))
      if (!home) continue
      const covered = settler.cards.some((card) => holds(card, asOf)) ? 1 : 0
      const { where, leaf } = this.#place(settler, home, { borders, isBack })
      if (leaf !== null) this.#credit(counts, this.#above(leaf, borders), { population: 1, covered, estimated: 0 })
      else if ('at' in where) {
        const heap = undecided.get(where.at) ?? { where, covered: 0, all: 0 }
        undecided.set(where.at, { where, covered: heap.covered + covered, all: heap.all + 1 })
      }
    }
    for (const { where, covered, all } of undecided.values())
      this.#creditShares(counts, borders, { where, covered, all })
    return counts
  }

  /** The commune somebody is in, where that is certain or another home of theirs tells it. */
  #place(settler: Settler, home: Settler['homes'][number], on: OnBorders): { where: Whereabouts; leaf: string | null } {
    const where = this.#resolve(this.#whereIs(home.place, on))
    return { where, leaf: 'leaf' in where ? where.leaf : this.#toldBy(settler, home, { where, ...on }) }
  }

  /** What is dealt out is estimated only above those leaves that not all of the others share. */
  #creditShares(
    counts: Map<string, Count>,
    borders: PlainDate,
    { where, covered, all }: { readonly where: Whereabouts; readonly covered: number; readonly all: number },
  ): void {
    const everywhere = leavesOf(where).map((leaf) => this.#above(leaf, borders))
    const ofCovered = this.#deal(where, covered)
    for (const [leaf, population] of this.#deal(where, all)) {
      const part = ofCovered.get(leaf) ?? 0
      const isCertain = (unit: string) => everywhere.every((units) => units.includes(unit))
      const units = this.#above(leaf, borders)
      this.#credit(counts, units.filter(isCertain), { population, covered: part, estimated: 0 })
      this.#credit(
        counts,
        units.filter((unit) => !isCertain(unit)),
        { population, covered: part, estimated: part },
      )
    }
  }

  #credit(counts: Map<string, Count>, units: readonly string[], by: Count): void {
    for (const unit of units) {
      const before = counts.get(unit) ?? { population: 0, covered: 0, estimated: 0 }
      counts.set(unit, {
        population: before.population + by.population,
        covered: before.covered + by.covered,
        estimated: before.estimated + by.estimated,
      })
    }
  }

  /** How often the map had changed by the day. */
  #map(day: PlainDate): number {
    const changes = [...this.#country.areas, ...this.#country.links].flatMap(({ from, until }) => [from, until])
    return new Set(changes.filter((change) => change !== null && change <= day)).size
  }

  #stands(code: string, day: PlainDate): boolean {
    const area = this.#areas.get(code)
    return area !== undefined && holds(area, day)
  }

  #above(code: string, day: PlainDate): string[] {
    const parent = this.#country.links.find((link) => link.code === code && holds(link, day))?.parent
    return parent === undefined ? [code] : [code, ...this.#above(parent, day)]
  }

  #whereIs(place: string, on: OnBorders): Whereabouts {
    const { borders } = on
    const area = this.#areas.get(place)
    if (!area) throw new Error(place)
    if (area.level === 'HAMLET') return this.#whereIs(this.#parentNear(place, borders), on)
    if (holds(area, borders)) return { leaf: place }
    const isBack = area.from !== null && area.from > borders
    if (isBack && !on.isBack) throw new Error(`${place} is too young`)
    const steps = this.#country.successions.filter((step) =>
      isBack ? step.to === place && step.on > borders : step.from === place && step.on <= borders,
    )
    if (steps.length === 0) return { leaf: place }
    const size = this.#sizeBasis(steps)
    const ways = steps.map((step) => ({
      code: isBack ? step.from : step.to,
      weight: step.weight * (isBack ? size(step) : 1),
    }))
    ways.sort((one, other) => other.weight - one.weight || (one.code < other.code ? -1 : 1))
    return {
      at: place,
      isBack,
      ways: ways.map(({ code, weight }) => ({ weight, to: this.#whereIs(code, on) })),
    }
  }

  /** A single way is no division; several that end in one commune are none either. */
  #resolve(where: Whereabouts): Whereabouts {
    if ('leaf' in where) return where
    const [leaf, other] = new Set(leavesOf(where))
    if (leaf !== undefined && other === undefined) return { leaf }
    const [only, second] = where.ways
    return only && !second ? this.#resolve(only.to) : where
  }

  #parentNear(place: string, day: PlainDate): string {
    const links = this.#country.links.filter((link) => link.code === place)
    const distance = ({ from, until }: Interval) =>
      from !== null && from > day
        ? Date.parse(from) - Date.parse(day)
        : until !== null && until <= day
          ? Date.parse(day) - Date.parse(until)
          : -1
    const [nearest] = links.toSorted((one, other) => distance(one) - distance(other))
    if (!nearest) throw new Error(`${place} lies nowhere`)
    return nearest.parent
  }

  /** Everybody registered in each predecessor the day before; if one had nobody, they count the same. */
  #sizeBasis(steps: readonly MapSuccession[]): (step: MapSuccession) => number {
    const people = (step: MapSuccession) => {
      const eve = new Date(Date.parse(step.on) - 86_400_000).toISOString().slice(0, 10)
      return this.#settlers.filter((settler) =>
        settler.homes.some((home) => holds(home, eve) && this.#liesIn(home.place, step.from, eve)),
      ).length
    }
    const all = steps.map(people)
    return all.every((count) => count > 0) ? people : () => 1
  }

  /** Whether a place counts in a commune on a day: by its links, and by going over whole. */
  #liesIn(place: string, commune: string, day: PlainDate): boolean {
    if (place === commune) return true
    const parent = this.#country.links.find((link) => link.code === place && holds(link, day))?.parent
    const over = this.#country.successions.find(
      (step) => step.from === place && step.relation !== 'PART' && step.on <= day,
    )?.to
    return [parent, over].some((next) => next !== undefined && this.#liesIn(next, commune, day))
  }

  #toldBy(
    settler: Settler,
    home: Settler['homes'][number],
    { where, borders, isBack }: OnBorders & { readonly where: Whereabouts },
  ): string | null {
    if ('leaf' in where) return where.leaf
    const candidates = leavesOf(where)
    const others = settler.homes.filter((other) => (where.isBack ? other.from < home.from : other.from > home.from))
    const inOrder = others.toSorted((one, other) => (one.from < other.from ? -1 : 1))
    if (where.isBack) inOrder.reverse()
    for (const other of inOrder) {
      const area = this.#areas.get(other.place)
      const commune = area?.level === 'HAMLET' ? this.#areas.get(this.#parentNear(other.place, borders)) : area
      if (!isBack && commune?.from != null && commune.from > borders) continue
      const there = this.#resolve(this.#whereIs(other.place, { borders, isBack }))
      if ('leaf' in there && candidates.includes(there.leaf) && this.#stands(there.leaf, borders)) return there.leaf
    }
    return null
  }

  /** One by one, each to the way with the strongest claim (Sainte-Laguë); then on, way by way. */
  #deal(where: Whereabouts, total: number): Map<string, number> {
    if ('leaf' in where) return new Map([[where.leaf, total]])
    const given = where.ways.map(() => 0)
    for (let dealt = 0; dealt < total; dealt += 1) {
      const claims = where.ways.map(({ weight }, index) => weight / (2 * (given[index] ?? 0) + 1))
      const next = claims.indexOf(Math.max(...claims))
      given[next] = (given[next] ?? 0) + 1
    }
    const found = new Map<string, number>()
    for (const [index, { to }] of where.ways.entries()) {
      for (const [leaf, count] of this.#deal(to, given[index] ?? 0)) found.set(leaf, (found.get(leaf) ?? 0) + count)
    }
    return found
  }
}

function leavesOf(where: Whereabouts): string[] {
  return 'leaf' in where ? [where.leaf] : [...new Set(where.ways.flatMap(({ to }) => leavesOf(to)))]
}
