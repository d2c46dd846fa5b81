/** `npm run -s sbom`: what the hub installs where it runs, as a CycloneDX bill of materials. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { outliveReaders } from '../../src/app/outlive-readers.ts'

interface Component {
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[]
  readonly licenses?: readonly object[]
}

/** The part of CycloneDX 1.5 that is looked at here. */
export interface Bill {
  readonly bomFormat: 'CycloneDX'
  readonly specVersion: string
  readonly metadata: { readonly component: Component & { readonly type: string } }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}

interface Locked {
  readonly packages: Readonly<
    Record<string, { readonly name?: string; readonly version?: string; readonly dev?: boolean }>
  >
}

/** `name@version` of all that a lockfile installs without its dev dependencies, for any platform. */
export function shippedPackages(folder: string): ReadonlySet<string> {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as Locked
  const shipped = Object.entries(packages).flatMap(([path, { name, version, dev }]) =>
    path === '' || dev ? [] : [`${name ?? path.split('node_modules/').at(-1)}@${version}`],
  )
  return new Set(shipped)
}

/**
 * npm's own bill of everything, without what only developers install. Its `--omit dev` also leaves out what ships and a dev
 * dependency needs too: `graphql`, the driver of PostgreSQL and forty others (npm 11).
 */
export function billOf(folder: string): Bill {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only']
  const { stdout, stderr, status } = spawnSync('npm', words, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm sbom: ${stderr}`)
  const whole = JSON.parse(stdout) as Bill
  const shipped = shippedPackages(folder)
  const { component } = whole.metadata
  const root = component['bom-ref']
  const isShipped = (ref: string): boolean => ref === root || shipped.has(ref)
  return {
    ...whole,
    // npm names it after the folder that it lies in.
    metadata: { ...whole.metadata, component: { ...component, name: root.slice(0, root.lastIndexOf('@')) } },
    components: whole.components.filter((each) => isShipped(each['bom-ref'])),
    dependencies: whole.dependencies
      .filter(({ ref }) => isShipped(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isShipped) })),
  }
}

if (import.meta.main) {
  outliveReaders()
  process.stdout.write(`${JSON.stringify(billOf(process.cwd()), null, 2)}\n`)
}
