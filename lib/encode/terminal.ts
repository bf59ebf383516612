import { visibleText } from '../core/format.ts'

/** Text for a terminal: lines stay lines. Everything else that a terminal obeys, or that turns or hides its neighbours, is shown. */
export const terminalText = (text: string): string => text.split('\n').map(visibleText).join('\n')
