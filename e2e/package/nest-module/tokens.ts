/** Returns the tokens of the answer to a question: always the same. The test and the project of NestJS 11 share it. */
export function tokensOf(message: string): string[] {
  const characters = [...message]
  return [
    `“${message}”? `,
    ...Array.from(
      { length: 60 },
      (_, index) => `${index} 从前\n\n🐉 ${characters.slice(0, index).join('')}`,
    ),
  ]
}
