// What the coach's client asks for and does not get. Everything that is not here is a fault of the walk.

/** `says` are the words of the client's console that follow from it. */
export const OUT_OF_SCOPE = [
  { of: 'profile score', request: /^GET \/profile-score\//, says: /Failed to load profile score/ },
];

/** A line is removed when its feature lands: one that is no longer met is a fault, too. */
export const MISSING = [
  { of: 'blogs', request: /^GET \/blogs\?/, says: /Error fetching blogs|Failed to fetch blogs/ },
  { of: 'portrait', request: /^POST \/users\/avatar$/, says: /Avatar Sync Error/ },
  { of: 'tailoring', request: /^POST \/resume-builder\/[\w-]+\/tailor$/ },
  { of: 'ATS score', request: /^POST \/resume-builder\/ats-analyzer$/, says: /ATS analysis error/ },
  { of: 'feedback', request: /^GET \/feedback\//, says: /feedback/i },
];
