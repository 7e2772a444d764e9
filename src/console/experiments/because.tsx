interface BecauseProps {
  readonly reasons: readonly { readonly reason: string; readonly sentence: string }[]
}

/** Why a verdict is as it is: each word that stays, and its sentence. */
export function Because({ reasons }: BecauseProps) {
  if (reasons.length === 0) return null
  return (
    <ul class="plain-list">
      {reasons.map(({ reason, sentence }) => (
        <li>
          <code>{reason}</code> <bdi class="name">{sentence}</bdi>
        </li>
      ))}
    </ul>
  )
}
