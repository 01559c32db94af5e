# Run by cmake --install: a unit names the folder its program is being installed into, which
# `--prefix` may have changed since the build was configured.
# templates: folder of the *.service.in; scratch: where a unit is written before it is installed;
# bindir, datadir, docdir: folders below the prefix.
foreach(folder bindir datadir docdir)
    cmake_path(ABSOLUTE_PATH ${folder} BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX})
endforeach()

function(install_unit manager template)
    cmake_path(GET template FILENAME name)
    configure_file(${templates}/${template}.service.in ${scratch}/${name}.service @ONLY)
    file(INSTALL ${scratch}/${name}.service
         DESTINATION ${CMAKE_INSTALL_PREFIX}/lib/systemd/${manager})
endfunction()

install_unit(system waymark-server)
install_unit(user waymark-wallboard)
install_unit(system kiosk/waymark-kiosk-x11)
install_unit(system kiosk/waymark-kiosk-monitors)
install_unit(system kiosk/waymark-kiosk-wayland)
install_unit(system kiosk/waymark-wall@)
