import { Edge, type EdgeOutcome } from './edge.ts'
import { byId } from './element.ts'
import { Feed } from './feed.ts'
import { Hero } from './hero.ts'
import { notice } from './notice.ts'
import { Outbox } from './outbox.ts'
import { showAnswer, showTally } from './panel.ts'
import { readSettings } from './settings.ts'

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
  const edge = new Edge(edgeUrl, () => readSettings(form))
  const outbox = new Outbox(edgeUrl, (tally) => showTally(byId('beacons'), tally))
  const answered =
    (id: string, heading: string) =>
    (outcome: EdgeOutcome): void =>
      showAnswer(byId(id), heading, outcome)
  const hero = new Hero({
    screen: byId('hero'),
    edge,
    outbox,
    announce,
    answered: answered('hero-answer', 'Home hero'),
  })
  const feed = new Feed({
    list: byId('feed'),
    edge,
    outbox,
    // A clip that starts is announced only while the feed has the focus, so that it does not interrupt the television.
    announce: (text) => {
      if (byId('feed').contains(document.activeElement)) announce(text)
    },
    answered: answered('feed-answer', 'Clips feed'),
  })
  let asked = 0
  // One after the other, so that the second request carries the session of the first.
  const ask = async (): Promise<void> => {
    const mine = ++asked
    await hero.ask()
    if (mine === asked) await feed.ask()
  }
  form.addEventListener('change', () => void ask())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void ask()
  })
  byId('new-session').addEventListener('click', () => {
    edge.forgetSession()
    void ask()
  })
  byId('next-clip').addEventListener('click', () => feed.turn(1))
  byId('previous-clip').addEventListener('click', () => feed.turn(-1))
  void ask()
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
