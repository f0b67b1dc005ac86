-- The journal of a kiosk: what was played and how, and nothing of who played it. Version 1.
--
-- One row a play, one a decision, one an answer; with them the stories as they were played, so that
-- years later, and in an office that hasn't the stories, a figure can be read with its words.
-- The same tables are in an export, in merged exports, and in PostgreSQL.
--
-- Ids of plays and visits are chance and a running number (kiosk/records/play_ids.py), no time.
-- Days and quarters are by the kiosk's clock, as people in front of it count them. Money is in yuan,
-- durations in seconds. What is 1 or 0 is yes or no. Names of verbs and results are those of cmi5
-- and xAPI where they have one: initialized, completed, abandoned; scaled, success, duration.
-- Where a column may be empty (NULL), it says when.

CREATE TABLE kiosk (
  id TEXT PRIMARY KEY,             -- by chance at the first start: eight letters and digits
  name TEXT NOT NULL               -- 单位名称 and 机器名称 of the settings, as last known; '' without
);

CREATE TABLE story (
  hash TEXT PRIMARY KEY,           -- the fingerprint of its words: four groups of four; a changed word makes another
  id TEXT NOT NULL,                -- 编号
  title TEXT NOT NULL,             -- 标题
  kind TEXT NOT NULL,              -- scam, genuine
  type TEXT NOT NULL,              -- 类型, as the catalogue names it
  wallet INTEGER NOT NULL,         -- 存款 at the start
  at_stake INTEGER NOT NULL        -- the most that any play of it can lose
);

CREATE TABLE story_place (
  story TEXT NOT NULL,             -- story.hash
  number INTEGER NOT NULL,         -- from 1 in the order of the file, scenes before endings
  id TEXT NOT NULL,                -- 编号 of the scene or ending
  kind TEXT NOT NULL,              -- scene, ending
  words TEXT NOT NULL,             -- an ending's title; a scene's question, else its first line
  goto TEXT NOT NULL,              -- where a scene without choices leads; else ''
  PRIMARY KEY (story, number)
) WITHOUT ROWID;

CREATE TABLE story_choice (
  story TEXT NOT NULL,             -- story.hash
  scene TEXT NOT NULL,             -- story_place.id
  number INTEGER NOT NULL,         -- from 1, as the file has them
  words TEXT NOT NULL,             -- 文字
  verdict TEXT NOT NULL,           -- safe, risky, fall
  stance TEXT NOT NULL,            -- comply, refuse, verify, ask
  goto TEXT NOT NULL,              -- story_place.id it leads to
  loss INTEGER NOT NULL,           -- what it costs
  leaks TEXT NOT NULL,             -- JSON list of what it gives away: 验证码, …
  PRIMARY KEY (story, scene, number)
) WITHOUT ROWID;

CREATE TABLE story_cue (
  story TEXT NOT NULL,             -- story.hash
  number INTEGER NOT NULL,         -- from 1 in the order of the file; choice.met names it
  scene TEXT NOT NULL,             -- story_place.id
  kind TEXT NOT NULL,              -- cue (破绽), ground (凭据)
  words TEXT NOT NULL,             -- 词: the very words that tell
  technique TEXT NOT NULL,         -- 手法, as the catalogue names it; of a 凭据 what makes it one
  note TEXT NOT NULL,              -- what is said of it
  PRIMARY KEY (story, number)
) WITHOUT ROWID;

CREATE TABLE play (
  id INTEGER PRIMARY KEY,          -- of this play, the same in every export and merge
  kiosk TEXT NOT NULL,             -- kiosk.id
  visit INTEGER NOT NULL,          -- the id of the visit's first play: plays of one visit share it
  day TEXT NOT NULL,               -- on which it began, YYYY-MM-DD
  quarter INTEGER NOT NULL,        -- in which quarter hour of the day it began, 0 to 95
  utc_offset INTEGER NOT NULL,     -- minutes by which that clock is ahead of UTC
  clock TEXT NOT NULL,             -- trusted; jumped: moved by two minutes or more while the program ran, or far beyond its time; before_build: a date before the program's own
  story TEXT NOT NULL,             -- story.hash
  deck TEXT NOT NULL,              -- the 专场, or what the rule of the hour asks for; '' for all stories
  trial INTEGER NOT NULL,          -- 1 where staff tried it themselves: in no figure
  number INTEGER NOT NULL,         -- which play of its visit, from 1
  attempt INTEGER NOT NULL,        -- which play of this story in its visit: 1 is the first try, more a return
  from_step INTEGER NOT NULL,      -- the decision it began at, from 1; more where a play was taken up again at a decision
  verb TEXT NOT NULL,              -- initialized while it goes on; completed at an ending; abandoned
  left_by TEXT NOT NULL,           -- '' unless abandoned; exit: 退出 or another story; idle: nobody was there; cut: power or program
  place TEXT NOT NULL,             -- story_place.id where it stands: its ending, or where it was left
  scaled REAL,                     -- 防骗分 / 100, 0 to 1; empty unless completed
  success INTEGER,                 -- 1 where it passed, with 60 or more; empty unless completed
  loss INTEGER NOT NULL,           -- lost so far, never more than the wallet
  spared INTEGER,                  -- what the story's worst play loses more than this one; empty unless completed
  spotted_at INTEGER,              -- the decision from which all was 稳妥, from 1; empty where none, and of a genuine story
  duration REAL NOT NULL,          -- from its first screen until its ending, or until it was left, with the wait for somebody who had gone; of one that was cut, until its last decision
  look TEXT NOT NULL,              -- at its end: normal, large, large_contrast
  slow INTEGER NOT NULL,           -- 1 with 慢一点
  volume REAL NOT NULL,            -- what the visitor set, as a share of the site's; 0 is off
  voiced INTEGER NOT NULL,         -- 1 where speech was heard, 0 with captions alone
  keyed INTEGER NOT NULL,          -- 1 where keys were pressed
  install REAL                     -- how long 安装 App stood after it, all times together; empty where it never did
);
CREATE INDEX play_day ON play (day);
CREATE INDEX play_open ON play (id) WHERE verb = 'initialized';

CREATE TABLE choice (
  play INTEGER NOT NULL,           -- play.id
  step INTEGER NOT NULL,           -- which decision of the play, from 1; those before from_step are the earlier play's
  scene TEXT NOT NULL,             -- story_place.id
  number INTEGER NOT NULL,         -- story_choice.number: which was made
  verdict TEXT NOT NULL,           -- safe, risky, fall
  stance TEXT NOT NULL,            -- comply, refuse, verify, ask
  seconds REAL NOT NULL,           -- for how long the choices stood there until one was pressed; 0 where 挂断 came first
  loss INTEGER NOT NULL,           -- what it cost
  met TEXT NOT NULL,               -- JSON list of story_cue.number met on the way to it; missed where verdict isn't safe
  PRIMARY KEY (play, step)
) WITHOUT ROWID;

CREATE TABLE answer (
  play INTEGER NOT NULL,           -- play.id of the play it came after
  number INTEGER NOT NULL,         -- from 1, in the order they were given
  stage TEXT NOT NULL,             -- before: 先想一想, what an earlier story left; after: 再考考您
  story TEXT NOT NULL,             -- 编号 of the story asked about
  item TEXT NOT NULL,              -- 编号 of the question; '' of 先想一想
  kind TEXT NOT NULL,              -- what it really is, scam or genuine; '' of 先想一想
  said TEXT NOT NULL,              -- what it was taken for, scam or genuine; of 先想一想 the 编号 of the story whose sentence was picked
  success INTEGER NOT NULL,        -- 1 where that is right
  seconds REAL NOT NULL,           -- for how long its screen stood until the answer
  PRIMARY KEY (play, number)
) WITHOUT ROWID;

CREATE TABLE day_count (
  kiosk TEXT NOT NULL,             -- kiosk.id
  day TEXT NOT NULL,               -- YYYY-MM-DD
  what TEXT NOT NULL,              -- faults: screens that failed; restarts: of the program by itself; visitors, plays, trials: of days before there was a journal
  number INTEGER NOT NULL,         -- how many
  PRIMARY KEY (kiosk, day, what)
) WITHOUT ROWID;

-- 破绽 and 凭据 one row each time they were met, with their technique.
CREATE VIEW cue_met AS
  SELECT choice.play, choice.step, story_cue.story, story_cue.number AS cue, story_cue.kind,
         story_cue.words, story_cue.technique, choice.verdict <> 'safe' AS missed
  FROM choice JOIN play ON play.id = choice.play, json_each(choice.met) AS one
  JOIN story_cue ON story_cue.story = play.story AND story_cue.number = one.value;
