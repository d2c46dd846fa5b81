import { expect, test } from 'vitest'
import { DENIED, FLOORS, TOLERATED } from './advisories.ts'
import { projectText } from './project-files.ts'

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
  readonly overrides: Readonly<Record<string, Readonly<Record<string, string>>>>
}

interface Lockfile {
  readonly packages: Readonly<
    Record<
      string,
      { readonly version?: string; readonly resolved?: string; readonly integrity?: string; readonly link?: boolean }
    >
  >
}

const manifest: Manifest = JSON.parse(projectText('package.json'))
const lockfile: Lockfile = JSON.parse(projectText('package-lock.json'))

/** Every installed copy: name and version. */
const installed = Object.entries(lockfile.packages).flatMap(([path, entry]) => {
  const name = path.split('node_modules/').at(-1)
  return path.includes('node_modules/') && name && entry.version ? [{ name, version: entry.version, entry }] : []
})

function isBelow(version: string, floor: string): boolean {
  const numbers = (text: string): readonly number[] => (text.split('-')[0] ?? '').split('.').map(Number)
  const [have, need] = [numbers(version), numbers(floor)]
  const differing = need.findIndex((part, index) => part !== (have[index] ?? 0))
  return differing >= 0 && (have[differing] ?? 0) < (need[differing] ?? 0)
}

test('versions compare by number, not by letter', () => {
  expect([
    isBelow('2.10.0', '2.9.0'),
    isBelow('2.8.9', '2.9.0'),
    isBelow('2.9.0', '2.9.0'),
    isBelow('3.0.0', '2.9.9'),
  ]).toEqual([false, true, false, false])
})

test('dependencies are exact versions of the registry', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

test('the lockfile has a checksum for everything and nothing from anywhere but the registry', () => {
  expect(installed.length).toBeGreaterThan(100)
  expect(installed.filter(({ entry }) => !entry.link && !entry.integrity).map(({ name }) => name)).toEqual([])
  // npm leaves the address out when it is the registry's own.
  const elsewhere = installed.filter(
    ({ entry }) => entry.resolved && !entry.resolved.startsWith('https://registry.npmjs.org/'),
  )
  expect(elsewhere.map(({ name }) => name)).toEqual([])
})

test('there is one copy of graphql, and all of MikroORM has one version', () => {
  expect(installed.filter(({ name }) => name === 'graphql').length).toBe(1)
  expect(
    new Set(installed.filter(({ name }) => /^(@mikro-orm\/|mikro-orm$)/.test(name)).map(({ version }) => version)).size,
  ).toBe(1)
})

test('no installed package is older than the release that mended a known hole', () => {
  for (const { name, floor, advisories } of FLOORS) {
    const copies = installed.filter((each) => each.name === name)
    expect(copies.length, name).toBeGreaterThan(0)
    expect(
      copies.filter(({ version }) => isBelow(version, floor)),
      `${name} below ${floor}: ${advisories.join(', ')}`,
    ).toEqual([])
  }
})

test('the servers that the bench measures us against are pinned as well, and not among what the hub installs', () => {
  const peers: Pick<Manifest, 'dependencies'> = JSON.parse(projectText('test/bench/peers/package.json'))
  const locked: Lockfile = JSON.parse(projectText('test/bench/peers/package-lock.json'))
  expect(Object.values(peers.dependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  const copies = Object.entries(locked.packages).filter(([path]) => path.includes('node_modules/'))
  expect(copies.length).toBeGreaterThan(50)
  expect(copies.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([])
  expect(installed.filter(({ name }) => name === 'postgraphile' || name === 'graphql-yoga')).toEqual([])
})

test('denied packages are not installed, not even below others', () => {
  expect(installed.filter(({ name }) => Object.hasOwn(DENIED, name))).toEqual([])
})

test('what is tolerated is still installed, and in versions that the ledger speaks of', () => {
  for (const [name, why] of Object.entries(TOLERATED)) {
    const versions = installed.filter((each) => each.name === name).map(({ version }) => version.split('.')[0])
    expect(versions.length, name).toBeGreaterThan(0)
    if (/^\d/.test(why)) expect(versions.filter((major) => !why.split(',')[0]?.includes(major ?? '?'))).toEqual([])
  }
})

test('overrides are exact versions too', () => {
  const overridden = Object.values(manifest.overrides).flatMap((below) => Object.values(below))
  expect(overridden.length).toBeGreaterThan(0)
  expect(overridden.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
})
