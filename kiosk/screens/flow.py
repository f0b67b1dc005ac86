"""Which screen follows which: the one place where a visit's way can be read from start to end.

Each screen is imported when it first comes, as attract is shown without the others.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.scenario.model import Choice, Ending, Scenario, Scene
from kiosk.scenario.spoken import Speaker
from kiosk.screens.attract import AttractScreen
from kiosk.screens.kit import KioskScreen, Kit, Session
from kiosk.settings import TextSize
from kiosk.ui.screen import Comfort
from kiosk.ui.theme import Look
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.visit.debrief import Row
    from kiosk.visit.play import Play
    from kiosk.visit.quiz import Question


@dataclass(frozen=True, slots=True)
class Flow:
    """Gives the screens of a visit one after the other (`kiosk.screens.kit.Navigator`)."""

    kit: Kit

    def attract(self, now: float) -> KioskScreen:
        """Give 待机, or 暂停服务 while it is paused; nothing of a visit is left."""
        kit = self.kit.renewed() or self.kit
        large = kit.settings.text_size is TextSize.LARGE
        comfort = Comfort(look=Look.LARGE if large else Look.NORMAL)
        session = Session(seed=int(now * 1000), comfort=comfort)
        paused = kit.paused()
        if paused is not None:
            from kiosk.screens.paused import PausedScreen

            return PausedScreen(kit, session, paused=paused)
        return AttractScreen(kit, session, began=now)

    def choose(self, session: Session, now: float, page: int = 0) -> KioskScreen:  # noqa: ARG002
        """Give 选故事."""
        from kiosk.screens.choose import ChooseScreen

        return ChooseScreen(self.kit, session, page=page)

    def story(self, session: Session, scenario: Scenario, now: float) -> KioskScreen:
        """Give the first scene of a story."""
        from kiosk.visit.play import Play

        began = replace(session, story_began=now)
        return self.onward(began, Play.begin(scenario), now)

    def surprise(self, session: Session, scenario: Scenario, now: float) -> KioskScreen:
        """Give the first scene of a story nobody has chosen: its title is said first."""
        from kiosk.screens.scene import SceneScreen
        from kiosk.screens.visit_screen import Aside

        screen = self.story(session, scenario, now)
        if not isinstance(screen, SceneScreen):
            return screen
        return replace(screen, aside=Aside("", Speaker(scenario).title(), 0))

    def onward(self, session: Session, play: Play, now: float) -> KioskScreen:
        """Give the scene or the ending a play stands at."""
        from kiosk.devices import registry
        from kiosk.screens.ending import EndingScreen
        from kiosk.screens.scene import SceneScreen

        if isinstance(play.position, Ending):
            visited = replace(session, visit=session.visit.with_play(play))
            return EndingScreen(self.kit, visited, play=play, seconds=now - session.story_began)
        if not registry.call_goes_on(_before(play), play.position, _made(play)):
            session = replace(session, call_began=now)
        return SceneScreen(self.kit, session, play=play)

    def outcome(self, session: Session, play: Play, index: int, now: float) -> KioskScreen:  # noqa: ARG002
        """Give what a choice leads to."""
        from kiosk.screens.outcome import OutcomeScreen

        return OutcomeScreen(self.kit, session, play=play.choose(index))

    def again(self, back: KioskScreen, play: Play, now: float) -> KioskScreen:
        """Ask from where a finished play is tried again; where all was careful, its story begins."""
        from kiosk.screens.retry import RetryScreen
        from kiosk.visit.debrief import Debrief

        row = Debrief.of(play).wrong
        if row is None:
            return self.story(back.session, play.scenario, now)
        return RetryScreen(self.kit, back.session, back=back, play=play, row=row, since_asked=now)

    def rewound(self, session: Session, play: Play, step: int, now: float) -> KioskScreen:
        """Give the scene of a decision of a finished play, counted from 1, as it stood then."""
        return self.onward(replace(session, story_began=now), play.rewound(step), now)

    def debrief(self, session: Session, play: Play, seconds: float, page: int = 0) -> KioskScreen:
        """Give 复盘."""
        from kiosk.screens.debrief import DebriefScreen

        return DebriefScreen(self.kit, session, play=play, seconds=seconds, page=page)

    def replay(self, back: KioskScreen, play: Play, row: Row) -> KioskScreen:
        """Give the screen of a step again, with its cues lit and named."""
        from kiosk.screens.replay_screen import ReplayScreen

        return ReplayScreen(self.kit, back.session, back=back, play=play, row=row)

    def quiz(self, session: Session, play: Play) -> KioskScreen:
        """Give 再考考您: what the story before left, where there is one, then the questions."""
        from kiosk.screens.recall import RecallScreen
        from kiosk.visit.recall import recall

        asked = recall(session.visit, self.kit.deck.scenarios, _seed(session))
        if asked is None:
            return self.questions(session, play)
        return RecallScreen(self.kit, session, play=play, recall=asked)

    def questions(self, session: Session, play: Play) -> KioskScreen:
        """Give the first question after a play."""
        from kiosk.screens.quiz import QuizScreen
        from kiosk.visit.quiz import draw

        earlier = [one.scenario for one in session.visit.plays]
        asked = [answer.question for answer in session.visit.answers]
        questions = draw(
            play.scenario, self.kit.deck.scenarios, _seed(session), asked, earlier=earlier
        )
        if not questions:
            return self.install(session)
        return QuizScreen(self.kit, session, questions=questions)

    def next_question(
        self, session: Session, questions: tuple[Question, ...], number: int
    ) -> KioskScreen:
        """Give the next question, or the grade after the last."""
        from kiosk.screens.grade import GradeScreen
        from kiosk.screens.quiz import QuizScreen

        if number < len(questions):
            return QuizScreen(self.kit, session, questions=questions, number=number)
        return GradeScreen(self.kit, session, asked=len(questions))

    def install(self, session: Session) -> KioskScreen:
        """Give 安装 App."""
        from kiosk.screens.install import InstallScreen

        return InstallScreen(self.kit, session)

    def help(self, back: KioskScreen, now: float) -> KioskScreen:  # noqa: ARG002
        """Give 我可能正在被骗 over a paused screen."""
        from kiosk.screens.help import HelpScreen

        return HelpScreen(self.kit, back.session, back=back)

    def leave(self, back: KioskScreen, now: float) -> KioskScreen:
        """Ask whether the visitor really leaves."""
        from kiosk.screens.leave import LeaveScreen

        return LeaveScreen(self.kit, back.session, back=back, since_asked=now)

    def still_there(self, back: KioskScreen, now: float) -> KioskScreen:
        """Ask whether somebody is still there."""
        from kiosk.screens.still_there import StillThereScreen

        return StillThereScreen(self.kit, back.session, back=back, asked=now)


def _seed(session: Session) -> int:
    """Give the seed of what follows a play: another one after each."""
    return session.seed + len(session.visit.plays)


def fetch() -> None:
    """Import every screen; called when attract is shown, so that no visitor waits for it."""
    from kiosk.screens import (  # noqa: F401 (what matters is that they are there)
        choose,
        debrief,
        ending,
        grade,
        install,
        leave,
        outcome,
        quiz,
        recall,
        replay_screen,
        retry,
        scene,
        still_there,
    )
    from kiosk.screens import help as _help  # noqa: F401 (as above)


def _before(play: Play) -> Scene | None:
    """Give the scene a play has just left."""
    before = play.way[-2] if len(play.way) > 1 else None
    return before if isinstance(before, Scene) else None


def _made(play: Play) -> Choice | None:
    """Give the choice that led to where a play stands, where its scene offered one."""
    step, before = play.steps[-1] if play.steps else None, _before(play)
    return step.choice if step and before and step.scene.id == before.id else None
