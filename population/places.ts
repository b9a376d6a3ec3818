/** Places of birth by their official geographical codes (COG), grouped as the NIR tells them apart. */

/** Metropolitan communes whose code has been the same for everybody alive. */
export const METROPOLITAN = list(`
  01053 02408 02691 03190 03185 04070 05061 06088 06029 07186 08105 09122 10387 11069 11262 12202 13055 13001
  13201 13208 14118 15014 16015 17300 18033 19272 21231 22278 23096 24322 25056 26362 27229 28085 29019 29232
  30189 31555 32013 33063 34172 34032 35238 35288 36044 37261 38185 38544 39300 40192 41018 42218 42187 43157
  44109 44184 45234 46042 47001 48095 49007 50502 50129 51454 51108 52121 53130 54395 55029 56260 56121 57463
  57672 58194 59350 59183 59606 60057 61001 62041 62160 62193 63113 64445 64102 65440 66136 67482 67180 68224
  68066 69123 69383 69388 70550 71270 71076 72181 73065 74010 75056 75110 75112 75114 75119 76351 76540 77288
  77284 79191 80021 81004 82121 83137 83050 84007 85191 86194 87085 88160 88321 89024 90010
`);

/** Departments of the Paris region that exist since 1968: nobody older has their code. */
export const PARIS_REGION_SINCE_1968 = list(`
  91228 91174 92012 92050 92024 93066 93048 93005 94028 94081 95018 95127
`);

/** Corsica by its present codes; before 1976 the NIR says 20 instead of 2A or 2B. */
export const CORSICA = list('2A004 2A247 2A041 2B033 2B096 2B050 2B042');

export const OVERSEAS = list(`
  97101 97105 97120 97209 97213 97222 97302 97311 97304 97411 97416 97415 97422 97502 97608 97611 97801 98818
  98735
`);

/** Country codes of people born abroad. */
export const COUNTRIES = list(`
  99109 99114 99122 99126 99127 99131 99132 99134 99139 99140 99155 99205 99206 99208 99212 99216 99235 99243
  99312 99322 99324 99326 99333 99335 99341 99350 99351 99352 99397 99410 99416
`);

/** North Africa before independence: the department that the NIR says, and the country it is now. */
export const NORTH_AFRICA: readonly NorthAfrica[] = [
  { nirPlace: '91352', country: '99352' },
  { nirPlace: '92352', country: '99352' },
  { nirPlace: '93352', country: '99352' },
  { nirPlace: '94352', country: '99352' },
  { nirPlace: '95350', country: '99350' },
  { nirPlace: '96351', country: '99351' },
];

export interface NorthAfrica {
  readonly nirPlace: string;
  readonly country: string;
}

function list(codes: string): readonly string[] {
  return codes.trim().split(/\s+/);
}
