import { expect, test } from 'vitest'
import { endsUnread } from '../support/unread-output.ts'
import { projectText } from './project-files.ts'
import { type Bill, billOf, shippedPackages } from './sbom.ts'

const bill: Bill = billOf(process.cwd())
const manifest = JSON.parse(projectText('package.json')) as Readonly<
  Record<'dependencies' | 'optionalDependencies' | 'devDependencies', Readonly<Record<string, string>>>
> & { readonly name: string; readonly version: string }
const refs = bill.components.map((component) => component['bom-ref'])

test('the bill is of the hub, in a form that is known', () => {
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' })
  expect(bill.metadata.component).toMatchObject({ type: 'application', name: manifest.name, version: manifest.version })
})

test('it has each package that the lockfile ships, once, and no other', () => {
  const shipped = shippedPackages(process.cwd())
  expect(shipped.size).toBeGreaterThan(200)
  expect(refs.toSorted()).toEqual([...shipped].sort())
})

test('it has every dependency that the manifest names, and none that only developers install', () => {
  const named = { ...manifest.dependencies, ...manifest.optionalDependencies }
  expect(Object.entries(named).filter(([name, version]) => !refs.includes(`${name}@${version}`))).toEqual([])
  const development = Object.entries(manifest.devDependencies).map(([name, version]) => `${name}@${version}`)
  // Types come along with a package that ships.
  expect(refs.filter((ref) => development.includes(ref))).toEqual([
    `@types/node@${manifest.devDependencies['@types/node']}`,
  ])
})

test('every package has its place in the registry and the checksum of the lockfile, and leads to others of the bill', () => {
  expect(bill.components.filter(({ purl }) => !purl.startsWith('pkg:npm/'))).toEqual([])
  expect(bill.components.filter(({ hashes }) => hashes?.[0]?.alg !== 'SHA-512')).toEqual([])
  const known = new Set([...refs, bill.metadata.component['bom-ref']])
  expect(bill.dependencies.length).toBe(known.size)
  expect(
    bill.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !known.has(ref)),
  ).toEqual([])
  const [root] = bill.dependencies.filter(({ ref }) => ref === bill.metadata.component['bom-ref'])
  expect(root?.dependsOn).toContain(`graphql@${manifest.dependencies.graphql}`)
})

test('it ends quietly when only its beginning is read', async () => {
  expect(await endsUnread('stdout', ['test/house/sbom.ts'])).toEqual([0, ''])
})
