import type { SourceFile } from './source-file.ts'

/** Types that two files export under one name: who reads the name must not have to ask which. */
export function twinNames(files: readonly SourceFile[]): string[] {
  const places = new Map<string, string[]>()
  for (const { path, bare } of files) {
    for (const [, name = ''] of bare.matchAll(/^export (?:declare )?(?:abstract )?(?:interface|type|class) (\w+)/gm)) {
      places.set(name, [...(places.get(name) ?? []), path])
    }
  }
  return [...places].filter(([, paths]) => paths.length > 1).map(([name, paths]) => `${name}: ${paths.join(', ')}`)
}
