import { playableCodecs } from '../codecs.ts'
import { byId } from '../element.ts'
import { notice } from '../notice.ts'
import { askPlace, type WallViewer } from './ask-place.ts'
import { PlaceCard } from './place-card.ts'
import { WALL_PLACES } from './places.ts'
import { GUEST, wallViewers } from './viewers.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** "24 h in 24 s": a quarter of an hour each quarter of a second. */
const STEP_MINUTES = 15
const STEP_MS = 250

const edgeUrl = document.body.dataset.edgeUrl ?? ''

if (URL.canParse(edgeUrl)) void run()
else byId('wall').replaceChildren(notice('No edge is named', 'Set EDGE_URL on the publisher.', null, null))

async function run(): Promise<void> {
  const cards = WALL_PLACES.map((place) => new PlaceCard(place, edgeUrl))
  byId('wall').replaceChildren(...cards.map(({ section }) => section))
  const slider = inputOf('clock')
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS
  slider.value = String(Math.floor((Date.now() - today) / MINUTE_MS / STEP_MINUTES) * STEP_MINUTES)
  const reduced = matchMedia('(prefers-reduced-motion: reduce)')
  let viewer = GUEST
  const show = async (): Promise<void> => {
    const now = today + Number(slider.value) * MINUTE_MS
    const hints = { device: 'tv', codecs: playableCodecs(), reducedMotion: reduced.matches } as const
    tellTime(slider, now)
    for (const card of cards) card.turnTo(now)
    const changed = await Promise.all(
      cards.map(async (card) => card.take(await askPlace(edgeUrl, card.place, { viewer, now, hints }))),
    )
    tellChanges(cards.filter((_, index) => changed[index]))
  }
  const renew = oneAtATime(show)
  slider.addEventListener('input', () => renew())
  playAlong(slider, renew)
  renew()
  offerViewers(await wallViewers(), (chosen) => {
    viewer = chosen
    renew()
  })
}

/** While one round is under way, later wishes are one more round: a slider moves faster than twelve answers come. */
function oneAtATime(show: () => Promise<void>): () => void {
  let isRunning = false
  let isWanted = false
  const run = async (): Promise<void> => {
    isWanted = true
    if (isRunning) return
    isRunning = true
    while (isWanted) {
      isWanted = false
      await show()
    }
    isRunning = false
    byId('wall').dataset.settled = inputOf('clock').value
  }
  return () => void run()
}

function tellTime(slider: HTMLInputElement, now: number): void {
  const time = new Date(now).toISOString().slice(11, 16)
  byId('utc').textContent = `${time} UTC`
  slider.setAttribute('aria-valuetext', `${time} UTC`)
}

function tellChanges(changed: readonly PlaceCard[]): void {
  const names = changed.map(({ place, section }) => `${place.name}: ${section.querySelector('h3')?.textContent ?? '–'}`)
  if (names.length > 0) byId('status').textContent = `Changed. ${names.join(', ')}.`
}

function offerViewers(viewers: ReadonlyMap<string, WallViewer>, chosen: (viewer: WallViewer) => void): void {
  for (const choice of byId('viewers').querySelectorAll('input')) {
    const viewer = viewers.get(choice.value)
    choice.disabled = viewer === undefined
    if (viewer !== undefined) choice.addEventListener('change', () => chosen(viewer))
  }
  byId('guests-only').hidden = viewers.size > 1
}

/** One button lets the day pass, and stops it. */
function playAlong(slider: HTMLInputElement, renew: () => void): void {
  const press = byId('pass')
  let timer: ReturnType<typeof setInterval> | null = null
  press.addEventListener('click', () => {
    press.setAttribute('aria-pressed', String(timer === null))
    if (timer !== null) {
      clearInterval(timer)
      timer = null
      return
    }
    timer = setInterval(() => {
      slider.value = String((Number(slider.value) + STEP_MINUTES) % (DAY_MS / MINUTE_MS))
      renew()
    }, STEP_MS)
  })
}

function inputOf(id: string): HTMLInputElement {
  const found = byId(id)
  if (!(found instanceof HTMLInputElement)) throw new Error(`#${id} is no input`)
  return found
}
