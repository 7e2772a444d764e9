import { localWords } from '../../explained/local-words.ts'
import type { StatedClaims } from '../../explained/ribbon-viewers.ts'
import { askUnderCursor } from './ask-why.ts'
import { type CursorPlace, type RibbonData, ribbonData } from './ribbon-data.ts'
import { whyView } from './why-view.ts'

const QUARTER_MS = 900_000
const HOUR_MS = 3_600_000
/** The cursor rests this long before anybody is asked; the draft is compiled for each question. */
const REST_MS = { live: 60, draft: 400 } as const

/** The ribbon of the preview: under the cursor, what plays and why. */
export function listenForRibbon(): void {
  const ribbon = document.querySelector<HTMLElement>('[data-ribbon]')
  if (ribbon) new RibbonCursor(ribbon)
}

class RibbonCursor {
  readonly #data: RibbonData
  readonly #rows: readonly HTMLElement[]
  #place: CursorPlace
  #held = false
  #asked = 0

  constructor(ribbon: HTMLElement) {
    this.#data = ribbonData(ribbon)
    this.#rows = [...ribbon.querySelectorAll<HTMLElement>('[data-viewer]')]
    const chosen = this.#rows.findIndex(({ dataset }) => isChosen(dataset.viewer ?? ''))
    this.#place = this.#at(Math.max(0, chosen), Number(ribbon.dataset.at), this.#sidesOf(0)[0] ?? 'live')
    ribbon.addEventListener('pointermove', (event) => {
      if (!this.#held && event.pointerType === 'mouse') this.#point(event)
    })
    ribbon.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      this.#held = event.detail > 0 && !this.#held
      this.#point(event)
    })
    ribbon.addEventListener('keydown', (event) => this.#press(event))
  }

  #point(event: MouseEvent): void {
    const row = this.#rows.findIndex((each) => event.target instanceof Node && each.contains(event.target))
    const hours = this.#rows[row]?.querySelector('.ribbon-hours')?.getBoundingClientRect()
    if (!hours) return
    const { from, to } = this.#data
    const instant = from + ((event.clientX - hours.left) / hours.width) * (to - from)
    const sides = this.#sidesOf(row)
    const band = event.clientY < hours.top + hours.height / 2 ? 0 : sides.length - 1
    this.#move(row, Math.floor(instant / QUARTER_MS) * QUARTER_MS, sides[band] ?? 'live')
  }

  #press(event: KeyboardEvent): void {
    const { row, at, side } = this.#place
    const step = event.shiftKey ? HOUR_MS : QUARTER_MS
    const bands = this.#rows.flatMap((_, index) => this.#sidesOf(index).map((each) => [index, each] as const))
    const band = bands.findIndex(([index, each]) => index === row && each === side)
    const next = bands[band + (event.key === 'ArrowDown' ? 1 : -1)]
    if (event.key === 'ArrowLeft') this.#move(row, at - step, side)
    else if (event.key === 'ArrowRight') this.#move(row, at + step, side)
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') this.#move(next?.[0] ?? row, at, next?.[1] ?? side)
    else if (event.key === 'Enter') this.#answerRow()?.querySelector<HTMLElement>('.why-link')?.click()
    else return
    this.#held = true
    event.preventDefault()
  }

  #move(row: number, at: number, side: CursorPlace['side']): void {
    const { from, to } = this.#data
    this.#place = this.#at(row, Math.max(from, Math.min(to - QUARTER_MS, at)), side)
    this.#draw()
    void this.#ask()
  }

  #at(row: number, at: number, side: CursorPlace['side']): CursorPlace {
    const { viewer = '', name = '', claims = '{}' } = this.#rows[row]?.dataset ?? {}
    return { row, at, side, viewer, who: name, claims: JSON.parse(claims) as StatedClaims }
  }

  #sidesOf(row: number): readonly CursorPlace['side'][] {
    const bands = this.#rows[row]?.querySelectorAll<SVGElement>('.band') ?? []
    return [...bands].map(({ dataset }) => (dataset.side === 'draft' ? 'draft' : 'live'))
  }

  /** The line, the time, and what everybody is shown then: from the runs of the page. */
  #draw(): void {
    const { row, at } = this.#place
    const { from, to, clock } = this.#data
    const x = `${((at - from) / (to - from)) * 100}%`
    const time = document.querySelector<HTMLTimeElement>('[data-cursor-time]')
    const iso = new Date(at).toISOString()
    time?.replaceChildren(localWords(at, clock))
    if (time) time.dateTime = iso
    document.querySelector('[data-cursor-utc]')?.replaceChildren(iso.slice(11, 16))
    this.#rows.forEach((each, index) => {
      const line = each.querySelector('.cursor-line')
      for (const end of ['x1', 'x2']) line?.setAttribute(end, x)
      each.classList.toggle('under-cursor', index === row)
      this.#tell(each, at, index === row)
    })
  }

  #tell(row: HTMLElement, at: number, chosen: boolean): void {
    const told = this.#answerRow(row.dataset.viewer)
    told?.classList.toggle('chosen', chosen)
    for (const band of row.querySelectorAll<SVGElement>('.band')) {
      const run = [...band.querySelectorAll<SVGElement>('.run')].find(
        ({ dataset }) => Number(dataset.from) <= at && at < Number(dataset.to),
      )
      const cell = told?.querySelector(`[data-side="${band.dataset.side}"]`)
      for (const part of cell?.querySelectorAll<HTMLElement>('[data-answer]') ?? []) {
        part.textContent = run?.dataset[part.dataset.answer ?? ''] ?? ''
      }
    }
    const why = told?.querySelector<HTMLAnchorElement>('.why-link')
    if (!why) return
    const address = new URL(why.href)
    address.searchParams.set('at', new Date(at).toISOString())
    why.href = address.href
  }

  async #ask(): Promise<void> {
    const mine = ++this.#asked
    const place = this.#place
    await new Promise((resolve) => setTimeout(resolve, REST_MS[place.side]))
    if (mine !== this.#asked) return
    const shown = document.querySelector<HTMLElement>('[data-cursor-why]')
    const answer = await askUnderCursor(this.#data, place)
    if (mine !== this.#asked || !shown) return
    shown.hidden = false
    shown.replaceChildren(...whyView(this.#data, place, answer))
    shown.dataset.source = 'source' in answer ? answer.source : 'nobody'
    shown.dataset.of = `${place.viewer} ${new Date(place.at).toISOString()}`
    keepAddress(place)
  }

  #answerRow(viewer = this.#place.viewer): HTMLElement | null {
    return document.querySelector(`[data-answers="${CSS.escape(viewer)}"]`)
  }
}

function isChosen(viewer: string): boolean {
  return new URLSearchParams(location.search).get('viewer') === viewer
}

/** The address leads back to what is under the cursor. */
function keepAddress({ at, viewer }: CursorPlace): void {
  const address = new URL(location.href)
  address.searchParams.set('at', new Date(at).toISOString())
  address.searchParams.set('viewer', viewer)
  history.replaceState(history.state, '', address.href)
}
