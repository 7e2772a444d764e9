import type { OutboxTally } from '../../../client/outbox/tally.ts'
import type { AskOutcome } from '../../../client/outcome.ts'
import { byId } from './element.ts'
import { Feed } from './feed.ts'
import { Hero } from './hero.ts'
import { labDevice } from './lab-device.ts'
import { notice } from './notice.ts'
import { type LatestEvent, showAnswer, showTally } from './panel.ts'
import { hintsOf, readSettings } from './settings.ts'
import { Shelves } from './tiles/shelves.ts'
import { WhyPanel } from './why/why-panel.ts'

const LATEST_MAX = 6

const edgeUrl = document.body.dataset.edgeUrl ?? ''

if (URL.canParse(edgeUrl)) run()
else {
  const said = 'Set EDGE_URL on the publisher to the address of the edge worker.'
  byId('hero').replaceChildren(notice('No edge is named', said, null, null))
  announce('No edge is named.')
}

function run(): void {
  const form = byId('controls')
  if (!(form instanceof HTMLFormElement)) throw new Error('#controls is no form')
  startWithPreferences(form)
  let latest: readonly LatestEvent[] = []
  const onOutbox = (tally: OutboxTally): void => showTally(byId('beacons'), tally, latest)
  const device = labDevice(edgeUrl, () => readSettings(form), {
    onEvent: ({ event, ttffMs }, item) => {
      latest = [{ event, ttffMs, title: item.display.title }, ...latest].slice(0, LATEST_MAX)
    },
    onOutbox,
  })
  onOutbox(device.client.outbox.tally())
  const answered =
    (id: string, heading: string) =>
    (outcome: AskOutcome): void =>
      showAnswer(byId(id), heading, outcome)
  const why = new WhyPanel({
    card: byId('why'),
    path: document.body.dataset.explainPath ?? '',
    settings: () => readSettings(form),
    hints: (surface) => hintsOf(readSettings(form), surface === 'clips-feed' ? 'mobile' : 'tv'),
  })
  const shelves = new Shelves({
    list: byId('shelves'),
    device,
    hints: () => hintsOf(readSettings(form), 'tv'),
    announce,
    why: (shown) => why.open(() => shown),
  })
  const hero = new Hero({
    screen: byId('hero'),
    device,
    hints: () => hintsOf(readSettings(form), 'tv'),
    announce,
    answered: answered('hero-answer', 'Home hero'),
    changed: () => {
      why.changed('home-hero')
      shelves.follow(hero.shown.item)
    },
  })
  const feed = new Feed({
    list: byId('feed'),
    device,
    hints: () => hintsOf(readSettings(form), 'mobile'),
    // A clip that starts is announced only while the feed has the focus, so that it does not interrupt the television.
    announce: (text) => {
      if (byId('feed').contains(document.activeElement)) announce(text)
    },
    answered: answered('feed-answer', 'Clips feed'),
    changed: () => why.changed('clips-feed'),
  })
  let asked = 0
  // One after the other, so that the second request carries the session of the first.
  const ask = async (): Promise<void> => {
    const mine = ++asked
    await hero.ask()
    if (mine !== asked) return
    await shelves.ask(hero.shown.item)
    if (mine === asked) feed.ask()
  }
  askWhenChanged(form, () => void ask())
  byId('new-session').addEventListener('click', () => {
    device.client.forget()
    void ask()
  })
  byId('why-hero').addEventListener('click', () => why.open(() => hero.shown))
  byId('why-clip').addEventListener('click', () => why.open(() => feed.shown))
  byId('next-clip').addEventListener('click', () => feed.turn(1))
  byId('previous-clip').addEventListener('click', () => feed.turn(-1))
  void ask()
}

/** Asks again when a control has changed, or somebody presses the button for it. */
function askWhenChanged(form: HTMLFormElement, ask: () => void): void {
  // One press can both leave a changed field and submit the form: it asks once.
  let pressAsked = false
  for (const press of ['pointerdown', 'keydown']) {
    form.addEventListener(press, () => {
      pressAsked = false
    })
  }
  form.addEventListener('change', () => {
    pressAsked = true
    ask()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (!pressAsked) ask()
  })
}

/** If this browser prefers reduced motion, the control for it starts switched on. */
function startWithPreferences(form: HTMLFormElement): void {
  const control = form.elements.namedItem('reducedMotion')
  if (!(control instanceof HTMLInputElement)) return
  const preference = matchMedia('(prefers-reduced-motion: reduce)')
  control.checked = preference.matches
  preference.addEventListener('change', () => {
    control.checked = preference.matches
    form.dispatchEvent(new Event('change'))
  })
}

function announce(text: string): void {
  byId('status').textContent = text
}
