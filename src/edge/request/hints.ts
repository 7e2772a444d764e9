import type * as z from 'zod/mini'
import { LIMITS } from '../../contracts/device/limits.ts'
import type { hintsSchema } from '../../contracts/device/requests/hints.ts'
import type { Hints } from '../../decide/context/context.ts'
import { canonicalLanguage } from '../../model/fields/language-tag.ts'

type HintFields = z.output<typeof hintsSchema>

/** All headers that describe the device or the place: `hintsFrom` and `withAnonymizer` read no others. */
export const HINT_HEADERS = [
  'accept-language',
  'save-data',
  'sec-ch-prefers-reduced-motion',
  'sec-gpc',
  'x-firstframe-anonymizer',
] as const

/**
 * The hints of a request. `fields` come in order of trust. For what describes the device or its language, the first source that
 * states it counts. What a viewer or a parent does not want counts as soon as any source or header states it, and the
 * lowest `maxAge` counts.
 * Invalid headers are ignored: the browser sends them, not the device's programmer.
 */
export function hintsFrom(fields: readonly HintFields[], headers: Headers): Hints {
  const first = <Name extends keyof HintFields>(name: Name): HintFields[Name] =>
    fields.find((source) => source[name] !== undefined)?.[name]
  const any = (name: 'saveData' | 'reducedMotion' | 'gpc' | 'kids'): boolean =>
    fields.some((source) => source[name] === true)
  const ages = fields.flatMap((source) => (source.maxAge === undefined ? [] : [source.maxAge]))
  const language = first('language')
  return {
    device: first('device') ?? null,
    codecs: [...new Set(first('codecs') ?? [])],
    maxHeight: first('maxHeight') ?? null,
    language: language === undefined ? acceptedLanguage(headers) : canonicalLanguage(language),
    autoplayOff: fields.some((source) => source.autoplay === 'off'),
    saveData: any('saveData') || header(headers, 'save-data') === 'on',
    reducedMotion: any('reducedMotion') || header(headers, 'sec-ch-prefers-reduced-motion') === 'reduce',
    globalPrivacyControl: any('gpc') || header(headers, 'sec-gpc') === '1',
    kids: any('kids'),
    maxAge: ages.length === 0 ? null : Math.min(...ages),
  }
}

function header(headers: Headers, name: string): string {
  const text = headers.get(name)
  return text === null ? '' : text.trim().replaceAll('"', '').toLowerCase()
}

/** The usable language with the highest weight in `Accept-Language`; equal weights keep their order. */
function acceptedLanguage(headers: Headers): string | null {
  const text = headers.get('accept-language') ?? ''
  if (text.length > LIMITS.acceptLanguageCharacters) return null
  let best: { readonly tag: string; readonly quality: number } | null = null
  for (const part of text.split(',')) {
    const match = /^\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$/.exec(part)
    const tag = match?.[1] === undefined ? null : canonicalLanguage(match[1])
    const quality = Math.min(1, Number(match?.[2] ?? '1'))
    if (tag !== null && quality > (best?.quality ?? 0)) best = { tag, quality }
  }
  return best?.tag ?? null
}
