# The same pages as a game of Ren'Py.
define config.screen_width = 1920
define config.screen_height = 1080
define config.default_fullscreen = True
define config.has_autosave = False
define config.has_quicksave = False
define config.developer = False
define config.mouse_hide_time = 0
define config.save_directory = None
define config.quit_action = Quit(confirm=False)
define config.performance_window = 3

init python:
    import io, json, os
    with io.open(os.path.join(config.gamedir, "pages.json"), encoding="utf-8") as file:
        pages = json.load(file)
    style.default.font = "font.otf"
    style.default.size = 48
    style.default.color = "#1c1c1c"

    def tell():
        # What lies between two frames while the title moves.
        times = renpy.display.interface.frame_times
        between = sorted(b - a for a, b in zip(times, times[1:]) if b - a < 0.1)
        if between:
            with io.open(os.environ["FRAMES"], "w") as file:
                file.write("%.1f" % (1000 * between[int(0.99 * len(between))]))

transform moving:
    xoffset 0
    linear 4.0 xoffset 400
    linear 4.0 xoffset 0
    repeat

screen page(page, first, even):
    modal True
    add Solid("#f6f2ea")
    add Solid("#2f6f4f" if even else "#b23a2e") xysize (1920, 30)
    if first:
        text page["lines"][0] size 80 pos (80, 40) at moving
        timer 4.0 action Function(tell)
    else:
        text page["lines"][0] size 80 pos (80, 40)
    vbox:
        pos (80, 180)
        spacing 24
        for line in page["lines"][1:]:
            frame:
                background Solid("#ffffff")
                padding (24, 16)
                xsize 1100
                text line
    for number, (label, x, y, w, h) in enumerate(page["targets"]):
        button:
            pos (x, y)
            xysize (w, h)
            background Frame(Solid("#b23a2e22"))
            hover_background Frame(Solid("#b23a2e44"))
            if number == page["pressed"]:
                action Return()
            else:
                action NullAction()
            text label align (0.5, 0.5)

label main_menu:
    return

label start:
    $ at = 0
    while True:
        call screen page(pages[at], at == 0, at % 2 == 0)
        $ at = (at + 1) % len(pages)
