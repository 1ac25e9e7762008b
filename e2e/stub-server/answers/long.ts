const PLACES = ['harbour', 'library', 'workshop', 'station', 'garden', 'observatory', 'bakery']
const PEOPLE = ['clockmaker', 'ferryman', 'cartographer', 'librarian', 'gardener']
const THINGS = ['a brass key', 'a folded map', 'an unread letter', 'a jar of buttons']

/** An answer of many sections and exactly `length` characters, all of them ASCII. */
export function longAnswer(length: number): string {
  const sections: string[] = ['# A long answer\n\n']
  let written = sections.join('').length
  for (let number = 1; written < length; number += 1) {
    const section = sectionOf(number)
    sections.push(section)
    written += section.length
  }
  return sections.join('').slice(0, length)
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
