import {
  type ActValues,
  because,
  counted,
  membersOf,
  numberIn,
  quoted,
  type RecordedAct,
  textsIn,
} from './recorded-act.ts'
import { type ToldAct, until } from './region-words.ts'

/** What a verb does to a campaign, as it stands behind the campaign's name. */
const CAMPAIGN_DEEDS: Readonly<Record<string, readonly [one: string, several: string]>> = {
  submit: ['is submitted', 'are submitted'],
  approve: ['is approved', 'are approved'],
  reject: ['is rejected', 'are rejected'],
  withdraw: ['is withdrawn from review', 'are withdrawn from review'],
  pause: ['is paused', 'are paused'],
  resume: ['is resumed', 'are resumed'],
  end: ['is ended', 'are ended'],
  edit: ['is edited', 'are edited'],
  hold: ['holds room for its goal', 'hold room for their goals'],
}

const INGESTS = ['ingest', 'ingest.approve', 'deliver', 'deliver.approve', 'restore']

/** What was taken in, told; null: this is no act of that kind. What withdraws something at once is a narrowing. */
export function toldOfIngest({ action, after: values }: RecordedAct): ToldAct | null {
  if (!INGESTS.includes(action)) return null
  const after = membersOf(values)
  const accepted = numberIn(after.accepted)
  const refused = numberIn(after.refused) ?? 0
  const narrowed = numberIn(after.narrowed) ?? 0
  const came = accepted === null ? 'Records' : counted(accepted, 'record')
  const verb = action === 'restore' ? 'restored' : 'taken in'
  const parts = [
    `${came} ${accepted === 1 ? 'was' : 'were'} ${verb}`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(narrowed > 0
      ? [`what ${counted(narrowed, 'record')} no longer ${narrowed === 1 ? 'allows' : 'allow'} is withdrawn at once`]
      : []),
  ]
  return { kind: narrowed > 0 ? 'narrowing' : 'ingest', summary: parts.join(', ') }
}

/** What was taken down or lifted, told; null: this is no act of that kind. */
export function toldOfTakedown({ action, target, before, after }: RecordedAct): ToldAct | null {
  if (action === 'takedown.add') {
    const order = membersOf(after)
    const summary = `${named(order.target, target)} is taken down ${places(order)}${until(order.until)}${because(order)}`
    return { kind: 'takedown', summary }
  }
  if (action !== 'takedown.lift') return null
  return { kind: 'takedown', summary: `The takedown of ${named(membersOf(before).target, target)} is lifted` }
}

/**
 * What was done to campaigns, told; null: this is no act of that kind, or another entry of the log tells of it. Of many
 * at once only the whole is told.
 */
export function toldOfCampaign({ action, target, before, after: values }: RecordedAct): ToldAct | null {
  const [noun, verb = ''] = action.split('.')
  const after = membersOf(values)
  if (noun !== 'campaign') return null
  if (verb === 'bulk' || verb === 'undo') return { kind: 'campaign', summary: ofMany(verb, after) }
  const isToldElsewhere = !target.startsWith('cmp_') || typeof after.change === 'string'
  if (isToldElsewhere) return null
  const name = quoted(after.name) || quoted(membersOf(before).name)
  const campaign = name === '' ? target : `${name} (${target})`
  if (verb === 'copy') {
    return { kind: 'campaign', summary: `${campaign} is a copy of ${named(after.copyOf, 'another')}${because(after)}` }
  }
  const [deed] = deeds(verb)
  return { kind: 'campaign', summary: `${campaign} ${deed}${because(after)}` }
}

function ofMany(verb: 'bulk' | 'undo', after: ActValues): string {
  const campaigns = counted(numberIn(after.done) ?? 0, 'campaign')
  if (verb === 'undo') return `A change of ${campaigns} is undone${because(after)}`
  const [one, several] = deeds(quoted(after.what))
  return `${campaigns} ${numberIn(after.done) === 1 ? one : several}${because(after)}`
}

function deeds(verb: string): readonly [one: string, several: string] {
  const known = Object.hasOwn(CAMPAIGN_DEEDS, verb) ? CAMPAIGN_DEEDS[verb] : undefined
  return known ?? [`is changed (${verb})`, `are changed (${verb})`]
}

/** What a second person was asked, said or used, told; null: this is no act of that kind. */
export function toldOfApproval({ action, target, after: values }: RecordedAct): ToldAct | null {
  const [noun = '', step] = action.split('.')
  const [region = '', id] = target.split(' ')
  // What is approved of a campaign, and used, stands in the log as an act on the campaign too.
  if (id === undefined || (noun === 'campaign' && step !== 'propose')) return null
  const after = membersOf(values)
  const kind = noun === 'override' ? 'override' : 'approval'
  const what = noun === 'override' ? `an override in ${region}` : `a ${noun} in ${region}`
  if (step === 'propose') return { kind, summary: `A second person is asked for ${what}${because(after)}` }
  if (step === 'approve') return { kind, summary: `${capital(what)} is approved` }
  if (step === 'use') return { kind, summary: `${capital(what)} is made use of` }
  return null
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function named(value: unknown, otherwise: string): string {
  return quoted(value) || quoted(otherwise)
}

function places({ territories }: ActValues): string {
  const codes = textsIn(territories)
  if (codes.length === 0 || codes.includes('*')) return 'everywhere'
  return quoted(`in ${codes.join(', ')}`)
}
