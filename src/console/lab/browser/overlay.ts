import type { EventWord, PlaybackReport } from '../../../client/playback/playback-report.ts'
import type { Decision } from '../../../contracts/device/answers/decision.ts'
import { button, element } from './element.ts'
import type { LabDevice } from './lab-device.ts'
import { actionText, ratingText } from './text.ts'

/** The event of an action. */
const REPORTED_AS: Readonly<Record<Decision['cta']['action'], EventWord>> = {
  watch: 'watch',
  rent: 'rent',
  buy: 'buy',
  subscribe: 'subscribe',
  remind: 'click',
  details: 'click',
  none: 'click',
}

export function posterOf(item: Decision, device: LabDevice): HTMLElement | null {
  if (item.poster === null) return null
  return element('img', { class: 'poster', src: device.mediaUrl(item.poster), alt: '', crossorigin: 'anonymous' })
}

export function ratingBadge(item: Decision): HTMLElement {
  return element('span', { class: 'badge', 'aria-label': `Rating: ${ratingText(item)}` }, ratingText(item))
}

/** The call to action, or null where the answer has none. */
export function actionButton(item: Decision, report: () => PlaybackReport, said: (text: string) => void) {
  const text = actionText(item)
  if (text === null) return null
  return button(
    'primary',
    text,
    () => {
      // A word that this page does not know yet is a click, too.
      const event = REPORTED_AS[item.cta.action] ?? 'click'
      report().act(event)
      said(`“${text}” on ${item.display.title}: reported as ${event}.`)
    },
    `${text}: ${item.display.title}`,
  )
}

/** Sound on or off; it always starts off. */
export function soundButton(video: () => HTMLVideoElement | null, report: () => PlaybackReport): HTMLButtonElement {
  const made = button('round sound', '', () => {
    const playing = video()
    if (playing === null) return
    playing.muted = !playing.muted
    report().muted(playing.muted)
    draw(playing.muted)
  })
  const draw = (muted: boolean): void => {
    made.dataset.muted = String(muted)
    made.setAttribute('aria-label', muted ? 'Turn sound on' : 'Turn sound off')
  }
  draw(true)
  return made
}

/** A pause button: a viewer must be able to stop a video that starts by itself. */
export function pauseButton(video: HTMLVideoElement): HTMLButtonElement {
  return button('round pause', '', () => video.pause(), 'Pause')
}

/** Captions on or off; null where there are none. */
export function captionsButton(item: Decision, video: () => HTMLVideoElement | null): HTMLButtonElement | null {
  if (!item.captions.some(({ format }) => format === 'vtt')) return null
  let shown = true
  const made = button(
    'round captions',
    'CC',
    () => {
      const [track] = video()?.textTracks ?? []
      if (track === undefined) return
      shown = !shown
      track.mode = shown ? 'showing' : 'hidden'
      made.setAttribute('aria-pressed', String(shown))
    },
    'Captions',
  )
  made.setAttribute('aria-pressed', 'true')
  return made
}

/** A progress bar. It is decoration, so it is hidden from screen readers. */
export function progressBar(): { readonly bar: HTMLElement; follow(video: HTMLVideoElement): void } {
  const bar = element('progress', { class: 'progress', max: 1, value: 0, 'aria-hidden': 'true' })
  return {
    bar,
    follow: (video) => {
      video.addEventListener('timeupdate', () => {
        bar.value = Number.isFinite(video.duration) ? video.currentTime / video.duration : 0
      })
    },
  }
}

/**
 * Attributes of text in a language. By `dir`, its first strong letter decides the direction: Hebrew starts at the
 * right.
 */
export function wordsIn(language: string | undefined): { readonly lang: string | false; readonly dir: 'auto' } {
  return { lang: language ?? false, dir: 'auto' }
}

/** The line below an item's title; null: it has none. */
export function taglineOf({ display }: Decision): HTMLElement | null {
  if (display.tagline === undefined) return null
  return element('p', { class: 'tagline', ...wordsIn(display.taglineLanguage ?? display.language) }, display.tagline)
}
