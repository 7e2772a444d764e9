import { State, type Tone } from '../frame/state.tsx'

const VERDICTS: Readonly<Record<string, readonly [Tone, string]>> = {
  decide: ['good', 'decide'],
  wait: ['warn', 'wait'],
  refused: ['bad', 'refused'],
  ok: ['good', 'ok'],
}

/** What an analysis comes to, as a state; a word that is not known stands as it is. */
export function VerdictState({ verdict, words }: { readonly verdict: string; readonly words?: string | undefined }) {
  const [tone, word] = VERDICTS[verdict] ?? ['warn', verdict]
  return <State tone={tone}>{words ?? word}</State>
}
