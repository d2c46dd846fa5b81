import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file of the project: its path from the project's folder, with `/`, and its text. */
export interface ProjectFile {
  readonly path: string
  readonly text: string
}

const SKIPPED = new Set(['node_modules', 'dist', '.git'])

/** All files below the folder whose names end with one of the endings, in the order of their paths. */
export function projectFiles(folder: string, ...endings: readonly string[]): readonly ProjectFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name).replaceAll('\\', '/')
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : projectFiles(path, ...endings)
      return endings.some((ending) => entry.name.endsWith(ending)) ? [{ path, text: readFileSync(path, 'utf8') }] : []
    })
}

/** The code that ships. */
export function shippedCode(): readonly ProjectFile[] {
  return ['src', 'schema', 'importers'].flatMap((folder) => projectFiles(folder, '.ts', '.tsx', '.mjs'))
}

/** All code, tests included. */
export function allCode(): readonly ProjectFile[] {
  return [...shippedCode(), ...projectFiles('test', '.ts')]
}

/** `path:line` of each line that matches, so that a failing test says where to look. */
export function linesMatching(files: readonly ProjectFile[], pattern: RegExp): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  )
}

/** The text of a file in the project's folder. */
export function projectText(path: string): string {
  return readFileSync(path, 'utf8')
}

/** The paths of all files that git knows or would take in; of an unpacked archive without it, those of the known folders. */
export function knownPaths(): readonly string[] {
  try {
    const paths = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      ...{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1e8 },
    })
    return paths.split('\0').filter((path) => existsSync(path))
  } catch {
    const folders = ['src', 'schema', 'importers', 'test'].flatMap((folder) => projectFiles(folder, ''))
    return [...folders.map(({ path }) => path), 'README.md', 'CHANGELOG.md', 'package.json']
  }
}
