const PLACES = ['harbour', 'library', 'workshop', 'station', 'garden', 'observatory', 'bakery']
const PEOPLE = ['clockmaker', 'ferryman', 'cartographer', 'librarian', 'gardener']
const THINGS = ['a brass key', 'a folded map', 'an unread letter', 'a jar of buttons']

/** Returns an answer of many sections and exactly `length` characters, all of them ASCII. */
export function longAnswer(length: number): string {
  return [...longSections(length)].join('')
}

/** Yields the sections of `longAnswer(length)` lazily. */
export function* longSections(length: number): Generator<string> {
  let left = length
  for (let number = 0; left > 0; number += 1) {
    const section = number === 0 ? '# A long answer\n\n' : sectionOf(number)
    yield section.slice(0, left)
    left -= section.length
  }
}

function sectionOf(number: number): string {
  const place = pick(PLACES, number)
  const person = pick(PEOPLE, number)
  const thing = pick(THINGS, number)
  const paragraphs = [
    `## ${number}. The ${place}`,
    `In the ${place} the ${person} kept **${thing}**, and never said why. Visitors asked on the ` +
      `first day, guessed on the second, and by the third had stories of their own about it.`,
    number % 3 === 0
      ? `- It was older than the ${place} itself.\n- It was never locked away.\n- It was always warm.`
      : `"Number ${number}," the ${person} would say, and write it down with *great* care.`,
  ]
  if (number % 5 === 0) paragraphs.push(`\`\`\`js\nconst visits = ${number} * 7\n\`\`\``)
  return `${paragraphs.join('\n\n')}\n\n`
}

function pick(list: readonly string[], number: number): string {
  return list[number % list.length] ?? ''
}
