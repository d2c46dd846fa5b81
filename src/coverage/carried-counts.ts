import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Crossing, Sizes } from './crossing.ts'
import type { Placement } from './placement.ts'

/** A number of something of a kind that is counted where people live: persons of a cell, households of a class. */
export interface Heap {
  readonly day: PlainDate
  /** All of it lies in this unit; null when it belongs to an atom. */
  readonly unitId: number | null
  readonly atomId: number | null
  /** The leaf of the atom in which it is known to lie; null when it must be shared out. */
  readonly leafId: number | null
  /** Its place among those of the atom: they are shared out in this order, each on top of those before. */
  readonly order: string
  /** What is told of it together; null when it only keeps its place, because nobody asked for it. */
  readonly key: string | null
  readonly count: number
}

/** What a unit has of a kind. */
export interface Carried {
  readonly count: number
  /** How much of `count` was allotted by weight. */
  readonly estimated: number
}

/**
 * What each unit has of each kind on a day of all that is not counted by whole areas: what lies in it for certain, what is
 * known to have gone there, and its share of the rest. Heaps are shared out one on top of the other, so that the shares of
 * all of them add up to the share of the sum. As long as their order is the same, so are their shares, whatever is asked: what is
 * told of some of them is a part of what is told of all.
 */
export class CarriedCounts {
  readonly #crossing: Crossing
  readonly #ofUnits: ReadonlyMap<string, readonly Heap[]>
  readonly #ofAtoms: ReadonlyMap<string, readonly Heap[]>
  readonly #atomsOf = new Map<number, number[]>()
  readonly #sizes: Sizes
  readonly #shares = new Map<string, ReadonlyMap<string, number>>()

  constructor({ crossing, homes }: Pick<Placement, 'crossing' | 'homes'>, heaps: readonly Heap[], sizes: Sizes) {
    this.#crossing = crossing
    this.#sizes = sizes
    this.#ofUnits = grouped(
      heaps.filter((heap) => heap.unitId !== null),
      (heap) => `${heap.unitId}|${heap.day}`,
    )
    this.#ofAtoms = grouped(
      heaps.filter((heap) => heap.atomId !== null),
      (heap) => `${heap.atomId}|${heap.day}`,
    )
    for (const atomId of new Set(homes.flatMap((asked) => asked.atomId ?? []))) {
      for (const unitId of crossing.partlyIn(atomId)) {
        this.#atomsOf.set(unitId, [...(this.#atomsOf.get(unitId) ?? []), atomId])
      }
    }
  }

  /** The atoms whose people may live in the unit. */
  atomsOf(unitId: number): readonly number[] {
    return this.#atomsOf.get(unitId) ?? []
  }

  /** By kind; kinds of which the unit has nothing may be left out. */
  of(unitId: number, day: PlainDate): ReadonlyMap<string, Carried> {
    const whole = certain(this.#ofUnits.get(`${unitId}|${day}`) ?? [])
    const parts = this.atomsOf(unitId).flatMap((atomId) => this.#partsOf(atomId, unitId, day))
    const found = new Map<string, Carried>()
    for (const { key, count, estimated } of [...whole, ...parts]) {
      const before = found.get(key) ?? { count: 0, estimated: 0 }
      found.set(key, { count: before.count + count, estimated: before.estimated + estimated })
    }
    return found
  }

  /** Of an atom: who is known to have gone to the unit, and the unit's share of the others. */
  #partsOf(atomId: number, unitId: number, day: PlainDate): (Carried & { readonly key: string })[] {
    const leaves = [...this.#crossing.leavesOf(atomId)].flatMap(([leaf, units]) =>
      units.includes(unitId) ? [leaf] : [],
    )
    const known = (this.#ofAtoms.get(`${atomId}|${day}`) ?? []).filter(
      ({ leafId }) => leafId !== null && leaves.includes(leafId),
    )
    const shares = leaves.flatMap((leafId) => [...this.#sharesOf(atomId, day, leafId)])
    return [...certain(known), ...shares.map(([key, count]) => ({ key, count, estimated: count }))]
  }

  #sharesOf(atomId: number, day: PlainDate, leafId: number): ReadonlyMap<string, number> {
    const known = this.#shares.get(`${atomId}|${day}|${leafId}`)
    if (known) return known
    this.#shareOut(atomId, day)
    return this.#shares.get(`${atomId}|${day}|${leafId}`) ?? new Map()
  }

  #shareOut(atomId: number, day: PlainDate): void {
    const heaps = (this.#ofAtoms.get(`${atomId}|${day}`) ?? []).filter((heap) => heap.leafId === null)
    const shares = new Map([...this.#crossing.leavesOf(atomId).keys()].map((leaf) => [leaf, new Map<string, number>()]))
    let total = 0
    let before: ReadonlyMap<number, number> = new Map()
    for (const { key, count } of inRuns(heaps)) {
      total += count
      const after = this.#crossing.sharedOut(atomId, total, this.#sizes)
      for (const [leaf, share] of key === null ? [] : after) {
        const ofLeaf = shares.get(leaf)
        ofLeaf?.set(key ?? '', (ofLeaf.get(key ?? '') ?? 0) + share - (before.get(leaf) ?? 0))
      }
      before = after
    }
    for (const [leaf, share] of shares) this.#shares.set(`${atomId}|${day}|${leaf}`, share)
  }
}

/** What need not be estimated. */
function certain(heaps: readonly Heap[]): (Carried & { readonly key: string })[] {
  return heaps.flatMap(({ key, count }) => (key === null ? [] : [{ key, count, estimated: 0 }]))
}

/** The heaps in their order, neighbours that are told together as one: their share is the sum of theirs. */
function inRuns(heaps: readonly Heap[]): Pick<Heap, 'key' | 'count'>[] {
  const runs: { key: string | null; count: number }[] = []
  for (const { key, count } of heaps.toSorted((one, other) => (one.order < other.order ? -1 : 1))) {
    const last = runs.at(-1)
    if (last?.key === key) last.count += count
    else runs.push({ key, count })
  }
  return runs
}
