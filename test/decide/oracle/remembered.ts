/** The same answer for the same question: nothing that the oracle reads changes while the tests run. */
export function remembered<Answer>(answer: (...question: readonly string[]) => Answer): typeof answer {
  const known = new Map<string, Answer>()
  return (...question) => {
    const key = question.join('\n')
    const found = known.get(key)
    if (found !== undefined) return found
    const fresh = answer(...question)
    known.set(key, fresh)
    return fresh
  }
}

/** The same for a question about one object, as long as it lives. */
export function rememberedOf<Asked extends object, Answer>(answer: (asked: Asked) => Answer): typeof answer {
  const known = new WeakMap<Asked, { readonly answer: Answer }>()
  return (asked) => {
    const found = known.get(asked) ?? { answer: answer(asked) }
    known.set(asked, found)
    return found.answer
  }
}

/** The same for questions about a place and two lists, as long as the lists live. */
export function rememberedByLists<List extends object, Answer>(
  answer: (place: string, left: List, right: List) => Answer,
): typeof answer {
  const known = new WeakMap<List, WeakMap<List, Map<string, Answer>>>()
  return (place, left, right) => {
    const ofLeft = known.get(left) ?? new WeakMap<List, Map<string, Answer>>()
    const answers = ofLeft.get(right) ?? new Map<string, Answer>()
    known.set(left, ofLeft.set(right, answers))
    const found = answers.get(place)
    if (found !== undefined) return found
    const fresh = answer(place, left, right)
    answers.set(place, fresh)
    return fresh
  }
}
