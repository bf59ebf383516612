import { answerRequest } from '#lib/domains/recommendations/contract'
import { answerRecommendations } from '#lib/domains/recommendations/mutations'
import { handle } from '#lib/http/handle'

export const POST = handle({ permission: 'recommendations:decide', input: answerRequest, run: answerRecommendations })
