import type { TitlePlan } from '../plan.ts'

/** What the captions say, by language: that music plays, and that this is a placeholder. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  en: ['Gentle music', 'A demo picture: not from the film.'],
  de: ['Sanfte Musik', 'Ein Demo-Bild: nicht aus dem Film.'],
  es: ['Música suave', 'Una imagen de muestra: no es de la película.'],
  fr: ['Musique douce', 'Une image de démonstration : pas du film.'],
  hi: ['धीमा संगीत', 'एक डेमो चित्र: फ़िल्म से नहीं।'],
  it: ['Musica dolce', 'Un’immagine dimostrativa: non dal film.'],
  ja: ['静かな音楽', 'デモ映像です。本編ではありません。'],
  ko: ['잔잔한 음악', '데모 영상입니다. 본편이 아닙니다.'],
  nl: ['Zachte muziek', 'Een demobeeld: niet uit de film.'],
  pt: ['Música suave', 'Uma imagem de demonstração: não é do filme.'],
}

/** A title's captions as WebVTT: two cues within the four seconds of its shortest video. */
export function captionText(title: TitlePlan, language: string): string {
  const words = WORDS[language]
  if (words === undefined) throw new Error(`captions: no words for language ${language}; add them to WORDS`)
  const name = title.name[language] ?? title.name.en ?? title.slug
  return `WEBVTT

00:00.200 --> 00:01.800
♪ ${words[0]} ♪

00:02.000 --> 00:03.800
${name}. ${words[1]}
`
}
