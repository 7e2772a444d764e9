import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/** The pages of the repository, but for notes that travel with media. */
export function pages(): readonly string[] {
  const below = (folder: string) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
  return ['README.md', ...below('src'), ...below('rules'), ...below('test')]
}

export const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8')

/** Links of a page to files of the repository that are not there. */
export function deadLinks(page: string): string[] {
  return [...textOf(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(ROOT, posix.dirname(page), target)))
    .map((target) => `${page} links ${target}, which is not there`)
}

/** Scripts of `package.json` that a page tells to run and that do not exist. */
export function unknownScripts(page: string): string[] {
  const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
  return [...textOf(page).matchAll(/\bnpm (?:run (?:-s )?([\w:]+)|(start|test)\b)/g)]
    .map(([, run, own]) => run ?? own ?? '')
    .filter((name) => !(name in scripts))
    .map((name) => `${page} runs "npm run ${name}", which is no script`)
}

/** Terms of the glossary whose type or value nothing in `src` exports, and lines that are no term. */
export function wrongTerms(texts: readonly string[]): string[] {
  const exported = new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/^export (?:declare )?(?:abstract )?(?:const|function|interface|type|class) (\w+)/gm)].map(
        ([, name]) => name,
      ),
    ),
  )
  const lines = textOf('src/GLOSSARY.md').split('\n')
  return lines
    .filter((line) => line.startsWith('- '))
    .flatMap((line) => {
      const [, term, bearer] = /^- \*\*([a-z ]+)\*\*: .+ · `(\w+)`$/.exec(line) ?? []
      if (term === undefined || bearer === undefined) return [`not "- **term**: meaning · \`Type\`": ${line}`]
      return exported.has(bearer) ? [] : [`${term}: nothing in src exports ${bearer}`]
    })
}
