/**
 * How strong a passphrase or a password is, and what would help: by the codes of zxcvbn. Loaded when a person begins to
 * type one.
 */
export const strengthText = {
  label: "Strength",
  bits: "{word}, about {bits} bits",
  words: { weak: "Weak", fair: "Fair", good: "Good", strong: "Strong" },
  warnings: {
    straightRow: "A row of keys is guessed early.",
    keyPattern: "A short pattern of keys is guessed early.",
    simpleRepeat: "One character again and again adds nothing.",
    extendedRepeat: "The same characters again and again add nothing.",
    sequences: "A sequence such as abc or 6543 is guessed early.",
    recentYears: "Recent years are guessed early.",
    dates: "Dates are guessed early.",
    topTen: "It is one of the ten passwords that are tried first.",
    topHundred: "It is one of the hundred passwords that are tried first.",
    common: "It stands in the lists of common passwords.",
    similarToCommon: "It is close to a common password.",
    wordByItself: "A single word is guessed early.",
    namesByThemselves: "A single name is guessed early.",
    commonNames: "Common names are guessed early.",
    userInputs: "It holds a name or an address that stands on this page.",
    pwned: "It stands in a list of passwords that leaked.",
  },
  suggestions: {
    l33t: "A letter replaced by a sign that looks like it, such as @ for a, does not help.",
    reverseWords: "A word spelled backwards is tried as well.",
    allUppercase: "Capitals throughout do not help.",
    capitalization: "A capital at the beginning does not help.",
    dates: "Leave out dates and years that have to do with you.",
    recentYears: "Leave out recent years.",
    associatedYears: "Leave out years that have to do with you.",
    sequences: "Leave out sequences.",
    repeated: "Leave out repeated words and characters.",
    longerKeyboardPattern: "A pattern of keys has to be long and turn often.",
    anotherWord: "Add a word or two that are rarely used.",
    useWords: "Take several words that do not belong together.",
    noNeed: "Signs, digits and capitals are not needed.",
    pwned: "If you use it elsewhere, change it there.",
  },
} as const;
