import { allotted } from '../kernel/allotment.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'

/** From an area that does not stand on the borders asked, a step towards them: to what continues it, or to what it came from. */
export interface Step {
  readonly areaId: number
  readonly nextId: number
  readonly onDay: PlainDate
  /** The share of the older area that the younger one continues, 0–1. */
  readonly weight: number
  /** To what it came from: the borders are older than the area. */
  readonly isBack: boolean
  /** The unit of the lowest tier that `nextId` is, or lies in, on the borders; null when it does not stand there either. */
  readonly leafId: number | null
  /** Those of the units asked in which `nextId` lies on the borders. */
  readonly unitIds: readonly number[]
  /** Those of the units asked in which `areaId` itself lies, because all its parts do. */
  readonly linkedIds: readonly number[]
  /** Whether the area is one that offices state figures for: a commune, or what has no communes. */
  readonly isStated: boolean
  readonly validFrom: PlainDate | null
  readonly validUntil: PlainDate | null
}

/** A place without a border of its own (a hamlet, a residents' group) that follows an area that does not stand. */
export interface Follower {
  readonly placeId: number
  readonly areaId: number
}

/** How many people each predecessor of an area had on the day before, by `sizeKey` of the step: what weighs the way back. */
export type Sizes = ReadonlyMap<string, number>

export function sizeKey({ areaId, nextId, onDay }: Step): string {
  return `${areaId}|${nextId}|${onDay}`
}

/** Where one leaf lies: among the units asked; none when it lies outside of them. */
export type Leaves = ReadonlyMap<number, readonly number[]>

/**
 * The way from areas that do not stand on the borders asked to those that do. An area with one leaf went over whole. One
 * with several was divided: it is an *atom*, or leads to one, and the people of an atom are shared out over its leaves.
 */
export class Crossing {
  readonly #steps: ReadonlyMap<number, readonly Step[]>
  readonly #leaves = new Map<number, Leaves>()
  readonly #followers: ReadonlyMap<number, readonly Follower[]>

  constructor(steps: readonly Step[], followers: readonly Follower[] = []) {
    this.#steps = grouped(steps, (step) => step.areaId)
    this.#followers = grouped(followers, (follower) => follower.areaId)
  }

  /** The same with the places that follow its areas. */
  with(followers: readonly Follower[]): Crossing {
    return new Crossing([...this.#steps.values()].flat(), followers)
  }

  areaIds(): number[] {
    return [...this.#steps.keys()]
  }

  /** Areas that may lie in the units asked, and those that share a leaf with one: the others are of no concern. */
  areasNear(): number[] {
    const inUnits = this.areaIds()
      .map((areaId) => this.leavesOf(areaId))
      .filter((leaves) => [...leaves.values()].flat().length > 0)
    const near = new Set(inUnits.flatMap((leaves) => [...leaves.keys()]))
    return this.areaIds().filter((areaId) => [...this.leavesOf(areaId).keys()].some((leaf) => near.has(leaf)))
  }

  /** The area itself and the places that follow it. */
  placesOf(areaId: number): number[] {
    return [areaId, ...(this.#followers.get(areaId) ?? []).map((follower) => follower.placeId)]
  }

  /** All steps that people of these areas may take. */
  stepsBehind(areaIds: readonly number[]): Step[] {
    const seen = new Set(areaIds)
    const steps: Step[] = []
    for (const areaId of seen) {
      for (const step of this.stepsFrom(areaId)) {
        steps.push(step)
        if (step.leafId === null) seen.add(step.nextId)
      }
    }
    return steps
  }

  stepsFrom(areaId: number): readonly Step[] {
    return this.#steps.get(areaId) ?? []
  }

  /** Where the area may lie on the borders, in the order of the steps. */
  leavesOf(areaId: number): Leaves {
    const known = this.#leaves.get(areaId)
    if (known) return known
    const found = new Map<number, readonly number[]>()
    this.#leaves.set(areaId, found)
    for (const step of this.stepsFrom(areaId)) {
      for (const [leaf, units] of this.#leavesBehind(step)) found.set(leaf, units)
    }
    return found
  }

  #leavesBehind(step: Step): Leaves {
    if (step.leafId === null && this.#steps.has(step.nextId)) return this.leavesOf(step.nextId)
    return new Map([[step.leafId ?? step.nextId, step.unitIds]])
  }

  /** The area at which the ways part: itself, or the one that it went over into whole; null when they never do. */
  atomOf(areaId: number): number | null {
    if (this.leavesOf(areaId).size < 2) return null
    const [step, other] = this.stepsFrom(areaId)
    return step && !other ? this.atomOf(step.nextId) : areaId
  }

  /** The units that all of the area lies in on the borders. */
  wholeIn(areaId: number): number[] {
    const leaves = [...this.leavesOf(areaId).values()]
    const [first = [], ...others] = leaves
    return first.filter((unit) => others.every((units) => units.includes(unit)))
  }

  /** The units that some of the area may lie in on the borders and some not. */
  partlyIn(areaId: number): number[] {
    const whole = this.wholeIn(areaId)
    const touched = new Set([...this.leavesOf(areaId).values()].flat())
    return [...touched].filter((unit) => !whole.includes(unit))
  }

  /** Shares `total` people of an area out over its leaves, split by split, in whole numbers that add up to it. */
  sharedOut(areaId: number, total: number, sizes: Sizes): ReadonlyMap<number, number> {
    const shares = new Map<number, number>()
    const ways = weighed(this.stepsFrom(areaId), sizes)
    const parts = allotted(
      total,
      ways.map(({ weight }) => weight),
    )
    for (const [index, { step }] of ways.entries()) {
      for (const [leaf, part] of this.#sharedBehind(step, parts[index] ?? 0, sizes)) {
        shares.set(leaf, (shares.get(leaf) ?? 0) + part)
      }
    }
    return shares
  }

  #sharedBehind(step: Step, total: number, sizes: Sizes): ReadonlyMap<number, number> {
    if (step.leafId === null && this.#steps.has(step.nextId)) return this.sharedOut(step.nextId, total, sizes)
    return new Map([[step.leafId ?? step.nextId, total]])
  }
}

interface Way {
  readonly step: Step
  readonly weight: number
}

/**
 * Forward the weights as they stand; back, what each predecessor brought: its weight times its people. The heaviest first,
 * equal ones as the steps stand; all the same when every weight is zero.
 */
function weighed(steps: readonly Step[], sizes: Sizes): Way[] {
  const ways = steps.map((step) => ({
    step,
    weight: step.weight * (step.isBack ? (sizes.get(sizeKey(step)) ?? 1) : 1),
  }))
  const isKnown = ways.some(({ weight }) => weight > 0)
  return isKnown ? ways.toSorted((one, other) => other.weight - one.weight) : steps.map((step) => ({ step, weight: 1 }))
}
