import type { StatedHints } from '../../../client/device-types.ts'
import { playableCodecs } from './codecs.ts'

/** The values of the controls, read again for every request. */
export interface Settings {
  readonly country: string
  readonly device: string
  readonly language: string
  /** `2026-11-22T21:30` in UTC, or empty for the real clock. */
  readonly now: string
  readonly viewerToken: string
  readonly kids: boolean
  readonly autoplayOff: boolean
  readonly saveData: boolean
  readonly reducedMotion: boolean
}

export function readSettings(form: HTMLFormElement): Settings {
  const fields = new FormData(form)
  const text = (name: string): string => String(fields.get(name) ?? '').trim()
  return {
    country: text('country'),
    device: text('device'),
    language: text('language'),
    now: text('now'),
    viewerToken: text('viewerToken'),
    kids: fields.has('kids'),
    autoplayOff: fields.has('autoplayOff'),
    saveData: fields.has('saveData'),
    reducedMotion: fields.has('reducedMotion'),
  }
}

/** The hints of a request, without empty ones. `drawnAs`: the device whose screen is drawn here. */
export function hintsOf(settings: Settings, drawnAs: 'tv' | 'mobile'): StatedHints {
  const codecs = playableCodecs()
  const { language, kids, autoplayOff, saveData, reducedMotion } = settings
  return {
    // The page's own choices, which are words of the contract.
    device: settings.device === '' ? drawnAs : (settings.device as StatedHints['device']),
    ...(language === '' ? {} : { language }),
    ...(kids ? { kids: true } : {}),
    ...(autoplayOff ? { autoplay: 'off' } : {}),
    ...(saveData ? { saveData: true } : {}),
    ...(reducedMotion ? { reducedMotion: true } : {}),
    ...(codecs.length === 0 ? {} : { codecs }),
  }
}

/** The value of `X-Debug-Context`; null when neither place nor clock is changed. */
export function debugContextOf({ country, now }: Settings): string | null {
  const seconds = /T\d\d:\d\d$/.test(now) ? ':00' : ''
  const parts = [...(country === '' ? [] : [`country=${country}`]), ...(now === '' ? [] : [`now=${now}${seconds}Z`])]
  return parts.length === 0 ? null : parts.join('; ')
}
