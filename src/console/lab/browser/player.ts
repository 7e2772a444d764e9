import type { Item } from './answer.ts'
import { playableUrls } from './codecs.ts'
import type { Edge } from './edge.ts'
import { element } from './element.ts'

/** Captions stand this far down the picture, in percent: below them is the title. */
const CAPTION_LINE = 6
/** And this wide, in percent: a picture that fills a narrower screen loses its edges. */
const CAPTION_WIDTH = 76

/** A muted, inline video of an item with its captions; every rendition that plays is tried before it gives up. */
export class Player {
  readonly video: HTMLVideoElement
  readonly #urls: readonly string[]
  readonly #gaveUp: () => void
  #tried = 0

  constructor(item: Item, edge: Edge, gaveUp: () => void) {
    this.#urls = playableUrls(item).map((url) => edge.mediaUrl(url))
    this.#gaveUp = gaveUp
    this.video = element('video', {
      playsinline: true,
      // What waits to be asked for costs nobody's data before.
      preload: item.autoplay.allowed ? 'auto' : 'none',
      crossorigin: 'anonymous',
      tabindex: -1,
    })
    this.video.muted = true
    this.video.disablePictureInPicture = true
    this.video.append(...captionTracks(item, edge))
    this.video.addEventListener('error', () => this.#tryNext(true))
    this.#tryNext(false)
  }

  /** Starts, or says that the browser did not let it. A video that cannot play at all ends in `gaveUp` instead. */
  async play(): Promise<'playing' | 'blocked' | 'broken'> {
    try {
      await this.video.play()
      return 'playing'
    } catch (error) {
      return error instanceof DOMException && error.name === 'NotAllowedError' ? 'blocked' : 'broken'
    }
  }

  /** Gives decoder and buffers back; a browser has only so many. */
  release(): void {
    this.#tried = this.#urls.length + 1
    this.video.pause()
    this.video.removeAttribute('src')
    this.video.load()
    this.video.remove()
  }

  #tryNext(playing: boolean): void {
    if (this.#tried > this.#urls.length) return
    const url = this.#urls[this.#tried]
    this.#tried++
    if (url === undefined) {
      // Not inside the constructor: who is told wants the player first.
      queueMicrotask(this.#gaveUp)
      return
    }
    this.video.src = url
    if (playing) void this.play()
  }
}

/** WebVTT only, which is what browsers read; the first one shows, because the picture starts without its sound. */
function captionTracks({ captions }: Item, edge: Edge): readonly HTMLTrackElement[] {
  return captions
    .filter(({ format }) => format === 'vtt')
    .map(({ language, kind, url }, index) => {
      const track = element('track', {
        kind: kind === 'captions' ? 'captions' : 'subtitles',
        srclang: language,
        label: language,
        src: edge.mediaUrl(url),
        default: index === 0,
      })
      track.addEventListener('load', () => {
        for (const cue of track.track.cues ?? []) {
          if (!(cue instanceof VTTCue)) continue
          cue.snapToLines = false
          cue.line = CAPTION_LINE
          cue.size = CAPTION_WIDTH
        }
      })
      return track
    })
}
